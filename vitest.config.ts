import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // What the tests quote of the author's tools is their English; those of Spanish say so.
    env: { RECADO_LANG: 'en' },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Real SQLite files and a real browser: two workers is what the smallest machine we support has.
    maxWorkers: 2,
  },
});
