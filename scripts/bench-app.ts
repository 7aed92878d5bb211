/** `npm run bench:app [-- --quick]`: the figures of the app, on a virtual display where there is no other. */
import { runOnDisplay } from './display.ts';
import { findElectron } from './electron-runtime.mjs';

try {
  console.error(findElectron().notice);
  process.exitCode = runOnDisplay(process.execPath, ['e2e/bench/app.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
