import { defineConfig } from '@playwright/test';

// Two workers, for the machines this runs on have two cores, and a test mostly waits for its window; each takes one file at a time.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: '../test-results',
  forbidOnly: true,
  retries: 0,
});
