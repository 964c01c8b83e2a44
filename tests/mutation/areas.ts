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

export const AREAS: Readonly<Record<string, Area>> = {
  number: {
    mutate: [
      'packages/contract/src/{calling-code,country,decimal-digit,dialled-number,format-phone-number,numbering-plan,short-code}.ts',
      'packages/contract/src/parse-phone-number.ts',
      'packages/contract/src/phone-{extension,invalid,letters,number,number-type,reading,refusal,suggestion,taken,text}.ts',
    ],
    tests: ['packages/contract/src/*.test.ts'],
    postgres: false,
  },
  line: {
    mutate: [
      'packages/db/src/{claim-inbound-number,release-inbound-number,number-budget,number-availability,deadlock,unique-violation}.ts',
      'packages/db/src/organization/*.ts',
    ],
    tests: ['tests/database/{claim-collision,tenant-rows}.test.ts'],
    postgres: true,
    sql: LINE_SQL_MUTANTS,
  },
  authorize: {
    mutate: [
      'packages/api/src/{authorize,permissions}.ts',
      'packages/db/src/{session-holder,session-tenants}.ts',
      'apps/server/src/sign-in/resolve-principal.ts',
    ],
    tests: ['packages/api/src/*.test.ts', 'tests/contract/access.contract.test.ts'],
    postgres: true,
  },
  client: {
    mutate: ['packages/client/src/*.ts', '!packages/client/src/*.test*.ts'],
    tests: ['packages/client/src/*.test.ts', 'tests/contract/client*.contract.test.ts'],
    postgres: true,
  },
  hooks: {
    mutate: ['packages/client/src/react/*.{ts,tsx}', '!packages/client/src/react/*.test*.{ts,tsx}'],
    tests: ['packages/client/src/react/*.test.{ts,tsx}', 'tests/contract/hooks*.contract.test.{ts,tsx}'],
    postgres: true,
  },
};

/** The area of that name; throws with the names there are if it has none. */
export function areaOf(name: string): Area {
  const area = AREAS[name];
  if (!area) throw new Error(`Unknown area: ${name}. Choose one of ${Object.keys(AREAS).join(', ')}`);
  return area;
}
