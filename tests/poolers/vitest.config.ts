import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The promises that are kept through a pooler too: claims, races, PATCH, sign-in, keys, limits. */
const PROMISES = [
  'phone',
  'claim-race',
  'organization',
  'organization-race',
  'api-key-limits',
  'number-budget',
  'joining',
];

/** `pnpm test:poolers` is a separate command, because it needs PgBouncer. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    maxWorkers: 2,
    projects: (['session', 'transaction'] as const).map((name) => ({
      test: {
        name,
        include: [
          'tests/poolers/*.test.ts',
          ...PROMISES.map((promise) => `tests/contract/${promise}.contract.test.ts`),
        ],
        globalSetup: [
          'tests/support/postgres.setup.ts',
          'tests/support/chromium.setup.ts',
          'tests/support/logs.setup.ts',
          'tests/poolers/pgbouncer.setup.ts',
        ],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        isolate: false,
      },
    })),
  },
});
