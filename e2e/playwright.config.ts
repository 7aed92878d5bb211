import { defineConfig } from '@playwright/test';
import { lacksDisplay } from '../scripts/display.ts';

/** The app, driven through its real window. */
export default defineConfig({
  testDir: 'specs',
  globalSetup: './fixtures/made-once.ts',
  testMatch: '*.spec.ts',
  outputDir: '../out/test/app',
  // Limits, no promises: several tests, and other suites, share the machine.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // Each test has user data, a window and an engine of its own. A display that is there is one for all: its clipboard
  // and its focus are not to be shared.
  workers: lacksDisplay() ? 2 : 1,
  fullyParallel: true,
  // A test that passes the second time is a defect.
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['./fixtures/test-report.ts']],
});
