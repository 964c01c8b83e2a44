import { ACCESS_SQL } from './sql/access-sql.ts';
import { BUDGET_SQL } from './sql/budget-sql.ts';
import { HISTORY_SQL } from './sql/history-sql.ts';
import { LINE_SQL } from './sql/line-sql.ts';
import { ORGANIZATION_SQL } from './sql/organization-sql.ts';
import type { SqlMutant } from './sql/sql-mutant.ts';

/** A part of the product whose tests are tested. All paths are from the root. */
export interface Area {
  /** Files whose TypeScript is mutated, as Stryker's patterns. */
  mutate: readonly string[];
  /**
   * The tests that must notice, as paths or patterns. Only fast ones: each runs once for nearly every mutant, and stops at the
   * first failure. They run in this order.
   */
  tests: readonly string[];
  /** Whether the tests need PostgreSQL. */
  postgres: boolean;
  /** Changes of SQL, which Stryker sees as text only. */
  sql?: readonly SqlMutant[];
}

/** Files that only tests use. */
const NOT_TESTS = (dir: string) => `!${dir}/{*.test*,scripted-*,*.arbitraries,*.cases,*.examples}.{ts,tsx}`;

export const AREAS: Readonly<Record<string, Area>> = {
  authorize: {
    mutate: ['packages/core/src/access/{authorize,permissions,tenant-handle}.ts'],
    tests: ['packages/core/src/access/permissions.test.ts', 'packages/core/src/access/authorize.test.ts'],
    postgres: false,
  },
  principal: {
    mutate: [
      'packages/core/src/session/{session-holder,session-tenants}.ts',
      'packages/server/src/resolve-service.ts',
      'apps/linekeeper/src/sign-in/resolve-principal.ts',
    ],
    tests: [
      'packages/core/src/session/session-holder.test.ts',
      'tests/database/principal.test.ts',
      'tests/contract/session-tenant.contract.test.ts',
    ],
    postgres: true,
    sql: ACCESS_SQL,
  },
  line: {
    // Not the router, which only calls the others.
    mutate: [
      'packages/core/src/line/*.ts',
      '!packages/core/src/line/{line-router,*.test}.ts',
      'packages/core/src/shared-statement.ts',
      'packages/postgres/src/{driver-error,retry}.ts',
      'packages/core/src/tenant/{delete-tenant,tenant-gone}.ts',
      'packages/core/src/organization/{stored-organization,write-organization}.ts',
    ],
    tests: [
      'packages/core/src/line/claim-line.test.ts',
      'packages/core/src/line/event-ids.test.ts',
      'packages/core/src/line/lost-race.test.ts',
      'packages/core/src/shared-statement.test.ts',
      'packages/core/src/line/read-number.test.ts',
      'packages/postgres/src/driver-error.test.ts',
      'packages/postgres/src/retry.test.ts',
      'packages/core/src/tenant/delete-tenant.test.ts',
      'tests/database/number-budget.test.ts',
      'tests/database/change-limit.test.ts',
      'tests/database/claim-commit.test.ts',
      'tests/database/operator-lines.test.ts',
      'tests/database/resolve-lines.test.ts',
      'tests/database/line-procedures.test.ts',
      'tests/database/tenant-rows.test.ts',
      'tests/database/organization-writes.test.ts',
      'tests/database/tenant-history.test.ts',
      'tests/database/expected-number.test.ts',
      'tests/database/claim-collision.test.ts',
      'tests/database/shared-statements.test.ts',
    ],
    postgres: true,
    sql: [...LINE_SQL, ...BUDGET_SQL, ...HISTORY_SQL, ...ORGANIZATION_SQL],
  },
  client: {
    mutate: ['packages/client/src/*.ts', NOT_TESTS('packages/client/src')],
    tests: ['packages/client/src/*.test.ts'],
    postgres: false,
  },
  hooks: {
    mutate: ['packages/client/src/react/*.{ts,tsx}', NOT_TESTS('packages/client/src/react')],
    tests: ['packages/client/src/react/*.test.tsx'],
    postgres: false,
  },
  number: {
    mutate: ['packages/phone-number/src/*.ts', NOT_TESTS('packages/phone-number/src')],
    tests: [
      'packages/phone-number/src/{country,dialled-number,format-phone-number,assigned-number,parse-phone-number,phone-text-parts,shared-line}.test.ts',
      'packages/contract/src/line/phone-schemas.test.ts',
    ],
    postgres: false,
  },
};

/** The area with this name. Throws with the known names if there is none. */
export function areaOf(name: string): Area {
  const area = AREAS[name];
  if (!area) throw new Error(`Unknown area: ${name}. Choose one of ${Object.keys(AREAS).join(', ')}`);
  return area;
}
