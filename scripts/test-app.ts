/** `npm run test:app`: the tests of the app in its real window, on a virtual display where there is no other. */
import { runOnDisplay } from './display.ts';
import { findElectron } from './electron-runtime.mjs';

const tests = ['test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)];

try {
  // Without an Electron the tests fail at once, and say why.
  console.error(findElectron().notice);
  process.exitCode = runOnDisplay('playwright', tests);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
