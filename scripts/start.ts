/** `npm start`: builds the app where its sources are newer than the build, finds Electron, and opens the window. */
import { spawn, spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

function buildIfNeeded(): void {
  const sources = ['electron/**', 'renderer/**', 'shared/**', '*.config.ts', 'package.json'];
  const newest = Math.max(...globSync(sources, { cwd: root }).map((path) => modifiedMs(path)));
  const built = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
  if (Math.min(...built.map(modifiedMs)) >= newest) return;
  console.error('Building the app.');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The build failed: "npm run build" tells why.');
}

/** When a file was changed last; never, where it does not exist. */
function modifiedMs(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
