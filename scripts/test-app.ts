/** `npm run test:app`: the tests of the app in its real window, on virtual displays where there is no other. */
import { spawnSync } from 'node:child_process';
import { findElectron } from './electron-runtime.mjs';

try {
  // Without an Electron the tests fail at once, and say why.
  console.error(findElectron().notice);
  const tests = ['test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync('playwright', tests, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
