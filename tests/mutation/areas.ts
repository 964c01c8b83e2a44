import type { SqlMutant } from './sql-mutant.ts';
import { LINE_SQL_MUTANTS } from './sql-mutants.ts';

/** A part of the product whose tests are tested. All paths are from the root. */
export interface Area {
  /** Files whose TypeScript is mutated, as Stryker's patterns. */
  mutate: readonly string[];
  /** The tests that must notice, as patterns. Only fast ones: each runs once for nearly every mutant. */
  tests: readonly string[];
  /** Whether the tests need PostgreSQL. */
  postgres: boolean;
  /** Changes of SQL, which Stryker sees as text only. */
  sql?: readonly SqlMutant[];
}

/** What only tests use. */
const NOT_TESTS = (dir: string) => `!${dir}/{*.test*,scripted-*,*.arbitraries,*.cases,*.examples}.{ts,tsx}`;

export const AREAS: Readonly<Record<string, Area>> = {
  authorize: {
    mutate: [
      'packages/core/src/access/{authorize,permissions}.ts',
      'packages/core/src/session/{session-holder,session-tenants}.ts',
      'apps/linekeeper/src/sign-in/resolve-principal.ts',
    ],
    tests: [
      'packages/core/src/access/permissions.test.ts',
      'tests/database/principal.test.ts',
      'tests/contract/{access,session-tenant}.contract.test.ts',
    ],
    postgres: true,
  },
  line: {
    mutate: [
      'packages/core/src/line/*.ts',
      'packages/postgres/src/{driver-error,retry}.ts',
      'packages/core/src/organization/*.ts',
    ],
    tests: ['tests/database/{tenant-rows,number-budget,operator-lines,claim-collision}.test.ts'],
    postgres: true,
    sql: LINE_SQL_MUTANTS,
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
      'packages/phone-number/src/{dialled-number,format-phone-number,numbering-plan,parse-phone-number,phone-text-parts,shared-line}.test.ts',
      'packages/contract/src/line/phone-schemas.test.ts',
    ],
    postgres: false,
  },
};

/** The area of that name; throws with the names there are if it has none. */
export function areaOf(name: string): Area {
  const area = AREAS[name];
  if (!area) throw new Error(`Unknown area: ${name}. Choose one of ${Object.keys(AREAS).join(', ')}`);
  return area;
}
