/** `npm start`: builds the app where its sources are newer than the build, finds Electron, and opens the window. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfNeeded } from './build-if-needed.ts';
import { assertDisplay, assertSandboxed } from './display.ts';
import { findElectron } from './electron-runtime.mjs';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);

try {
  assertDisplay('npm start');
  assertSandboxed(args, 'npm start');
  buildIfNeeded();
  const { path, notice } = findElectron();
  console.error(notice);
  const app = spawn(path, [root, ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
  app.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
