import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/unit/**/*.test.ts', 'tests/fuzz/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
