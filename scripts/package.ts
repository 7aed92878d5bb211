/**
 * `npm run package [-- --dir]`: builds the app and packs it for this system, as electron-builder.yml says. Only the
 * official Electron is ever packed.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { findElectron } from './electron-runtime.mjs';

try {
  const folder = officialElectron();
  run('npm', ['run', '--silent', 'build']);
  run('electron-builder', ['--publish', 'never', `-c.electronDist=${folder}`, ...process.argv.slice(2)]);
} catch (error) {
  console.error(`Nothing was packed. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** The folder of the official Electron. @throws with what to do, where it is not there or another was named */
function officialElectron(): string {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'])
    throw new Error('Only the official Electron is packed: unset ELECTRON_OVERRIDE_DIST_PATH.');
  process.env['EVENT_ANALYTICS_ELECTRON'] = 'official';
  try {
    const { path } = findElectron();
    // On macOS the executable lies deep in its bundle.
    return process.platform === 'darwin' ? dirname(path.slice(0, path.indexOf('.app/'))) : dirname(path);
  } catch (cause) {
    throw new Error(
      'Only the official Electron is packed; it is not installed and could not be fetched: run "npx install-electron" where its download site can be reached.',
      { cause },
    );
  }
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`"${command}" failed.`);
}
