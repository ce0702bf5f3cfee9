import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,e2e}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Modules are loaded once for each worker instead of once for each file, which took half of the time. So a file must put back what it changes of the process; Vitest restores spies itself.
    isolate: false,
  },
});
