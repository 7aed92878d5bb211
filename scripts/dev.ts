/** `npm run dev`: the app with hot reload. */
import { spawn } from 'node:child_process';
import { assertDisplay, assertSandboxed } from './display.ts';
import { findElectron } from './electron-runtime.mjs';

const args = process.argv.slice(2);

try {
  assertDisplay('npm run dev');
  assertSandboxed(args, 'npm run dev');
  const { path, notice } = findElectron();
  console.error(notice);
  const dev = spawn('electron-vite', ['dev', '--watch', ...(args.length > 0 ? ['--', ...args] : [])], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ELECTRON_EXEC_PATH: path },
  });
  dev.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
