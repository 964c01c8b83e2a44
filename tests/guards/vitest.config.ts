import { defineConfig } from 'vitest/config';

/** As the workspace's, without a build and a browser: these tests need neither. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/{contract,database,processes}/**/*.test.ts'],
          globalSetup: ['tests/support/postgres.setup.ts', 'tests/support/logs.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'takeover',
          include: ['tests/takeover/*.test.ts'],
          globalSetup: [
            'tests/support/postgres.setup.ts',
            'tests/support/logs.setup.ts',
            'tests/support/takeover.setup.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
    ],
  },
});
