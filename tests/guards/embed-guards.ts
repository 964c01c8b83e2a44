import { type Guard, guardsOf } from './guard.ts';

const EXPECTED = 'tests/database/expected-number.test.ts';
const OWN_TRANSACTION = 'tests/database/own-transaction.test.ts';
const HOST_CODE = 'tests/contract/host-code.contract.test.ts';

/** Guards of the number that a person expects to replace, and of Linekeeper in a host's own code. */
export const EMBED_GUARDS: readonly Guard[] = [
  ...guardsOf('packages/core/src/line/claim-line.ts', EXPECTED, [
    ['a stale number is refused', 'NOT free.is_expecting\n    OR', 'true OR', 'replaces that number'],
    [
      'no number is expected',
      'expected: claims.map(({ expected }) => expected ?? null),',
      'expected: claims.map(({ expected, tenantId }) => expected ?? (tenantId as never)),',
      'expected to have none',
    ],
    [
      'a release at the same moment',
      '(expected ?? null) !== null',
      'expected === (false as never)',
      'at the same moment',
    ],
    [
      'taken before changed',
      "row?.free ? 'NUMBER_CHANGED'",
      "expected !== undefined ? 'NUMBER_CHANGED'",
      'is PHONE_TAKEN',
    ],
  ]),
  ...guardsOf('packages/core/src/line/line-writer.ts', EXPECTED, [
    ['a release of another number', `Prisma.sql\`e164 = \${phoneNumber}\`;`, 'ALWAYS;', 'releases no other number'],
  ]),
  ...guardsOf('packages/server/src/linekeeper.ts', HOST_CODE, [
    ['resolve() without a database', 'throw databaseFault(error) ?? error;', 'throw error;', 'SERVICE_UNAVAILABLE'],
    [
      'the path in the addresses for the provider',
      "publicUrl: publicUrlOf(options.voice?.publicUrl ?? 'http://localhost', basePath)",
      "publicUrl: options.voice?.publicUrl ?? publicUrlOf('http://localhost', '')",
      'with publicUrl',
    ],
    ['a product cleans up', '      stopCleaning ??= cleanHourly(db, log);\n', '', 'kept long enough'],
    [
      'no address without publicUrl',
      'hasPublicUrl: options.voice?.publicUrl !== undefined',
      'hasPublicUrl: true',
      'are not shown',
    ],
  ]),
  ...guardsOf('packages/postgres/src/query.ts', 'tests/contract/host-pool.contract.test.ts', [
    ['a lost connection in use', "  client.on('error', ignoreLoss);\n", '', 'between two statements'],
    [
      'our limit for each statement in a transaction',
      'client.query(limited(statement, statementMs));',
      'client.query(statement);',
      'several statements ends although reply 1 ',
    ],
    [
      'our limit for BEGIN and COMMIT',
      'client.query(statementMs === undefined ? { text } : limited({ text }, statementMs));',
      'client.query({ text });',
      'several statements ends although reply 0 ',
    ],
    [
      "PostgreSQL's limit for each statement in a transaction",
      `; SET LOCAL statement_timeout = \${statementMs}`,
      '',
      'several statements waits',
    ],
  ]),
  ...guardsOf('packages/postgres/src/own-transaction.ts', 'tests/contract/host-pool.contract.test.ts', [
    [
      'our limit for BEGIN and settings',
      'client.query(limited(step, statementMs));',
      'client.query(step);',
      'a release ends although reply 0 ',
    ],
    [
      'our limit for a statement of its own',
      'const result = await client.query(limited(statement, statementMs));',
      'const result = await client.query(statement);',
      'a release ends although reply 2 ',
    ],
    [
      'our limit for COMMIT',
      'client.query(limited(COMMIT, statementMs));',
      'client.query(COMMIT);',
      'a release ends although reply 3 ',
    ],
    [
      "PostgreSQL's limit for a statement of its own",
      ', statement_timeout: statementMs',
      '',
      'only as long as a statement has, and the pool',
    ],
  ]),
  ...guardsOf('packages/postgres/src/own-transaction.ts', OWN_TRANSACTION, [
    ['one round trip', 'if (together) return together;', 'await together;', 'one round trip'],
    ["the product's isolation", ' ISOLATION LEVEL READ COMMITTED', '', 'has our settings'],
    ["the product's plans", '{ ...PLAN_SETTINGS, statement_timeout', '{ statement_timeout', 'has our settings'],
    [
      'our limit for statements sent together',
      'statement: limited(statement, statementMs),',
      'statement,',
      'whose answer never comes',
    ],
  ]),
  ...guardsOf('packages/postgres/src/together.ts', OWN_TRANSACTION, [
    ['a connection that pipelines', ' || pipeline) return null', ') return null', 'pipelines by itself'],
    ['no SYNC in between', '{ sync: { value: () => {} } }', '{}', 'is undone'],
    [
      'rows of other statements',
      'if (this.#isOurs) this.#query.handleDataRow',
      'this.#query.handleDataRow',
      "statement's own rows",
    ],
  ]),
  ...guardsOf('packages/core/src/trpc.ts', HOST_CODE, [
    ['procedures without tables', 'databaseFault(result.error.cause)', 'null', 'run the migration'],
  ]),
  ...guardsOf('packages/server/src/log.ts', HOST_CODE, [
    [
      'other doors without tables',
      'notMigrated(causeOf(error)) ?? causeOf(error)',
      'causeOf(error)',
      'run the migration',
    ],
  ]),
  ...guardsOf('packages/server/src/host-tenants.ts', HOST_CODE, [
    ['an unknown country counts as none', 'country: known }', 'country: country as never }', 'counts as none'],
    ['it is logged once', '!warned.has(country) && ', '', 'counts as none'],
  ]),
  ...guardsOf('packages/server/src/in-process.ts', HOST_CODE, [
    [
      'no company by a wrong id',
      'register ? findOrRegister(described)',
      'true ? findOrRegister(described)',
      'register: false',
    ],
    [
      'reading registers nothing',
      'async ({ id, name = id }) => ({ id: id as TenantId, name, country: null })',
      'async (described) => registerTenant(db, described)',
      'reading or releasing',
    ],
  ]),
];

/** Guards whose tests need neither a server nor a database. */
export const EMBED_UNIT_GUARDS: readonly Guard[] = guardsOf(
  'packages/client/src/react/use-expected-number.ts',
  'packages/client/src/react/use-expected-number.test.tsx',
  [
    [
      'the number that the person saw',
      'return { current: seen.current, replace',
      'return { current, replace',
      'loaded again',
    ],
    ['the number while they type', 'seen.text !== text || ', '', 'while they type'],
    [
      'the number of another company',
      '(seen.current === undefined) !== (current === undefined)',
      '(seen.current === undefined && current !== undefined)',
      'acts for now',
    ],
    ['saving again replaces', 'setSeen({ text, current: now })', 'void now', 'saves again'],
  ],
);
