import { defineConfig } from 'vitest/config';

/** The simulator against the running programs: see tests/reality/README.md. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/reality/**/*.reality.ts'],
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
