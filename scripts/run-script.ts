import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Runs a script of package.json; each line it prints bears its name, so that several can run beside each other. @returns its exit code */
export async function runScript(script: string, env: Record<string, string> = {}): Promise<number> {
  const label = `[${script.replace('test:', '')}]`;
  const tell = (stream: Readable) =>
    createInterface({ input: stream }).on('line', (line) => console.log(`${label} ${line}`));
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  const startedAt = performance.now();
  console.log(`${label} begins`);
  tell(child.stdout);
  tell(child.stderr);
  const [code] = await once(child, 'close');
  console.log(`${label} ended after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return typeof code === 'number' ? code : 1;
}
