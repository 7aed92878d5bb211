/** `npm run test:app`: the tests of the app in its real window, on a virtual display where there is no other. */
import { spawnSync } from 'node:child_process';
import { findElectron } from './electron-runtime.mjs';

const tests = ['playwright', 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)];

try {
  // Without an Electron the tests fail at once, and say why.
  console.error(findElectron().notice);
  const needsDisplay = process.platform === 'linux' && !process.env['DISPLAY'];
  const display = needsDisplay ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24'] : [];
  const [command = '', ...args] = [...display, ...tests];
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw new Error(`${command} cannot be started (${error.message}): see .ci/install-display.`);
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
