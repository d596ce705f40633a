import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bin,build,cli,server,widgets,models,demo,bench,test}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two at a time: the machines that matter have two cores, and face tests use one each.
    maxWorkers: 2,
  },
});
