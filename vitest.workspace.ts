import { defineConfig } from 'vitest/config';

const POSTGRES = 'tests/support/postgres.setup.ts';
const CHROMIUM = 'tests/support/chromium.setup.ts';
const LOGS = 'tests/support/logs.setup.ts';
const TAKEOVER = 'tests/support/takeover.setup.ts';
const BUILD = 'tests/support/build.setup.ts';
const STATES = 'tests/e2e/accessibility.e2e.test.ts';

// vitest 4 reads this file only where it is named: `vitest run --config vitest.workspace.ts`.
export default defineConfig({
  test: {
    // Much of it waits: for processes, for a browser, for limits to end.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
          // `pnpm test:long`
          ...(process.env.TEST_LONG && { provide: { propertyRuns: 20_000 } }),
          testTimeout: 120_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/{contract,database}/**/*.test.ts'],
          globalSetup: [BUILD, POSTGRES, CHROMIUM, LOGS],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          // A command of its own (`pnpm test:processes`): whole servers and databases are started, killed and frozen.
          name: 'processes',
          include: ['tests/processes/**/*.test.ts'],
          globalSetup: [BUILD, POSTGRES, LOGS],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          // A command of its own (`pnpm test:shutdown:short`): it measures how soon a server's ports are free.
          name: 'shutdown',
          include: ['tests/shutdown/**/*.test.ts'],
          globalSetup: [BUILD],
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'takeover',
          include: ['tests/takeover/*.test.ts'],
          globalSetup: [BUILD, POSTGRES, LOGS, TAKEOVER],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          // Only in `pnpm test:takeover`: a living product goes through the whole move, which takes long.
          name: 'living',
          include: ['tests/takeover/living/**/*.test.ts'],
          globalSetup: [BUILD, POSTGRES, LOGS, TAKEOVER],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [STATES],
          globalSetup: [BUILD, POSTGRES, CHROMIUM],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          // A command of its own (`pnpm test:states`): every page in every state, in both colour schemes.
          name: 'states',
          include: [STATES],
          globalSetup: [BUILD, POSTGRES, CHROMIUM],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          // A command of its own (`pnpm test:dev`): it restarts a server and measures how long that takes.
          name: 'dev',
          include: ['tests/dev/**/*.test.ts'],
          globalSetup: [CHROMIUM],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
