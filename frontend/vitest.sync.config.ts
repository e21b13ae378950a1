import { defineConfig } from 'vitest/config';

/** Phones without screens against a running server: tests/visits/test_two_phones.py starts this. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { environment: 'node', include: ['src/testing/phones/*.sync.ts'], maxWorkers: 1 },
});
