// Loaded ahead of the command line: writes the most memory the process ever held, in bytes, to the file PEAK_FILE names.
import { readFileSync, writeFileSync } from 'node:fs';

process.once('exit', () => {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  writeFileSync(process.env['PEAK_FILE'] ?? '', String(Number(kilobytes) * 1024));
});
