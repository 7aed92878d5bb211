import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

type Options = {
  env?: Record<string, string>;
  /** Whether what it prints is of interest only where it fails. */
  isQuiet?: boolean;
};

/**
 * Runs a script of package.json. Each line it prints bears its name, so that several can run beside each other.
 * @returns its exit code
 */
export async function runScript(
  script: string,
  { env = {}, isQuiet = false }: Options = {},
): Promise<number> {
  const startedAt = performance.now();
  const tell = (line: string) => console.log(`[${script.replace('test:', '')}] ${line}`);
  const kept: string[] = [];
  const hear = isQuiet ? (line: string) => kept.push(line) : tell;
  tell('begins');
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
  const [code] = await once(child, 'close');
  if (code !== 0) kept.forEach(tell);
  tell(`ended after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return typeof code === 'number' ? code : 1;
}
