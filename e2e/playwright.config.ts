import { defineConfig } from '@playwright/test';

// One worker: every test opens the app's own window, and machines this runs on have two cores.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: '../test-results',
  forbidOnly: true,
  retries: 0,
});
