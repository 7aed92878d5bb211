import { defineConfig } from '@playwright/test';

/** The app, driven through its real window. */
export default defineConfig({
  testDir: 'specs',
  testMatch: '*.spec.ts',
  outputDir: '../out/test/app',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test has a window and an engine of its own; together they would take each other's time.
  workers: 1,
  // A test that passes the second time is a defect.
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['./fixtures/test-report.ts']],
});
