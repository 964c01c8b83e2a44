import { type SqlMutant, sqlMutants } from './sql-mutant.ts';

const CLAIMS = ['tests/database/tenant-rows.test.ts', 'tests/database/claim-collision.test.ts'];
const BUDGET = ['tests/database/number-budget.test.ts', 'tests/database/claim-commit.test.ts'];
const EXPECTED = ['tests/database/expected-number.test.ts'];
const OPERATOR = ['tests/database/operator-lines.test.ts'];
const WRITER = 'packages/core/src/line/line-writer.ts';
const CLAIM = 'packages/core/src/line/claim-line.ts';

const REPLACED = 'WHERE lines.tenant_id = free.tenant_id AND ${condition}\n';
const CLAIMED = 'WHERE ${condition} AND (SELECT';
const WANTED = '    NOT free.is_expecting\n    OR free.expected IS NOT DISTINCT FROM';
const RELEASED = 'DELETE FROM linekeeper.lines WHERE tenant_id = ${tenantId} AND ${condition} RETURNING';
const REMOVED = '(e164 = ${phoneNumber} OR tenant_id = ${tenantId}) AND NOT EXISTS (SELECT FROM own)';
const PAIRS = 'WHERE lines.e164 = pairs.e164 AND lines.tenant_id = pairs.tenant_id\n';

/** Who holds a line, and what happens to it. */
export const LINE_SQL: readonly SqlMutant[] = [
  ...sqlMutants(CLAIM, BUDGET, [
    [' AND free.tenant_id IN (SELECT tenant_id FROM allowed) AND (', ' AND ('],
    ['asked.tenant_id IN (SELECT tenant_id FROM allowed) AS allowed', 'true AS allowed'],
    ['CASE WHEN NOT EXISTS (SELECT FROM claimed) THEN', 'CASE WHEN true THEN'],
    ['CASE WHEN NOT EXISTS (SELECT FROM claimed) THEN', 'CASE WHEN false THEN'],
  ]),
  ...sqlMutants(CLAIM, CLAIMS, [
    [
      'SELECT e164, tenant_id, claimed_at FROM claimed\n',
      'SELECT e164, tenant_id, claimed_at FROM claimed WHERE false\n',
    ],
    [
      'SELECT e164, tenant_id, claimed_at FROM holder\n',
      'SELECT e164, tenant_id, claimed_at FROM holder WHERE false\n',
    ],
  ]),
  ...sqlMutants(CLAIM, EXPECTED, [
    ['asked.tenant_id IN (SELECT tenant_id FROM free) AS free', 'true AS free'],
    ['asked.tenant_id IN (SELECT tenant_id FROM free) AS free', 'false AS free'],
    [WANTED, '    free.expected IS NOT DISTINCT FROM'],
    [WANTED, '    NOT free.is_expecting\n    OR free.expected ='],
    [WANTED, '    NOT free.is_expecting AND free.expected IS NOT DISTINCT FROM'],
    ['WHERE own.tenant_id = free.tenant_id)', 'LIMIT 1)'],
    ['(expected ?? null) !== null', 'expected === (false as never)'],
  ]),
  ...sqlMutants(WRITER, EXPECTED, [['ALWAYS : Prisma.sql`e164 = ${phoneNumber}`', 'ALWAYS : ALWAYS']]),
  ...sqlMutants(WRITER, CLAIMS, [
    ['ON lines.e164 = asked.e164\n    ), free', 'ON false\n    ), free'],
    ['WHERE e164 NOT IN (SELECT e164 FROM holder)\n        AND', 'WHERE'],
    [
      '\n        AND ${isUnreserved(Prisma.sql`asked.tenant_id`, Prisma.sql`asked.e164`)}\n    ), replaced',
      '\n    ), replaced',
    ],
    [REPLACED, 'WHERE ${condition}\n'],
    [REPLACED, 'WHERE lines.tenant_id = free.tenant_id\n'],
    [CLAIMED, 'WHERE (SELECT'],
    [' AND (SELECT count(*) FROM replaced) >= 0\n', '\n'],
    ['(NOT must_replace OR tenant_id IN (SELECT tenant_id FROM replaced))', '(true)'],
    [
      "SELECT e164, 'RELEASED', tenant_id, NULL FROM replaced\n",
      "SELECT e164, 'RELEASED', tenant_id, NULL FROM replaced WHERE false\n",
    ],
    ["UNION ALL SELECT e164, 'CLAIMED', NULL, tenant_id FROM claimed`", '`'],
    [RELEASED, 'DELETE FROM linekeeper.lines WHERE ${condition} RETURNING'],
    [RELEASED, 'DELETE FROM linekeeper.lines WHERE tenant_id = ${tenantId} RETURNING'],
    [
      'SELECT e164, ${kind}, tenant_id, NULL FROM released',
      'SELECT e164, ${kind}, tenant_id, NULL FROM released WHERE false',
    ],
    ['${actor.type}::text', "'SYSTEM'"],
    ['${actor.id}::text', 'NULL'],
    ['${actor.name}::text', "''"],
    ['${reason}::text', 'NULL'],
    ['${requestId}::text', 'NULL'],
  ]),
  ...sqlMutants(WRITER, OPERATOR, [
    ['SELECT EXISTS (SELECT FROM claimed) OR EXISTS', 'SELECT EXISTS'],
    [' OR EXISTS (SELECT FROM holder WHERE tenant_id = ${line.tenantId}) AS held', ' AS held'],
    ['EXISTS (SELECT FROM holder WHERE tenant_id = ${line.tenantId})', 'EXISTS (SELECT FROM holder)'],
    ['ON CONFLICT DO NOTHING', ''],
    [
      'SELECT e164, ${kind}, NULL, tenant_id FROM moved',
      'SELECT e164, ${kind}, NULL, tenant_id FROM moved WHERE false',
    ],
    ['WHERE e164 = ${phoneNumber} AND tenant_id = ${tenantId}\n', 'WHERE false\n'],
    [REMOVED, 'e164 = ${phoneNumber} AND NOT EXISTS (SELECT FROM own)'],
    [REMOVED, 'tenant_id = ${tenantId} AND NOT EXISTS (SELECT FROM own)'],
    [REMOVED, '(e164 = ${phoneNumber} OR tenant_id = ${tenantId})'],
    [
      'WHERE NOT EXISTS (SELECT FROM own) AND (SELECT count(*) FROM removed) >= 0',
      'WHERE NOT EXISTS (SELECT FROM own)',
    ],
    ['FROM removed WHERE e164 <> ${phoneNumber}', 'FROM removed'],
    ['(SELECT tenant_id FROM removed WHERE e164 = ${phoneNumber})', 'NULL'],
    [PAIRS, 'WHERE lines.e164 = pairs.e164\n'],
    [PAIRS, 'WHERE lines.tenant_id = pairs.tenant_id\n'],
    [
      "SELECT e164, 'RELEASED', tenant_id, NULL FROM released`",
      "SELECT e164, 'RELEASED', tenant_id, NULL FROM released WHERE false`",
    ],
  ]),
  ...sqlMutants('packages/core/src/line/line-reservation.ts', CLAIMS, [
    ['bool_or(r.tenant_id = ${tenantId})', 'bool_or(true)'],
    ['bool_or(r.tenant_id = ${tenantId})', 'bool_or(false)'],
    ['bool_or(', 'bool_and('],
    [' WHERE r.e164 = ${phoneNumber}::text', ''],
    ['), true)', '), false)'],
  ]),
  ...sqlMutants('packages/core/src/line/refused-claim.ts', CLAIMS, [
    ['DO UPDATE SET at = excluded.at', 'DO NOTHING'],
    ['ON CONFLICT (e164, tenant_id) DO UPDATE SET at = excluded.at', ''],
  ]),
  ...sqlMutants('packages/core/src/line/line-availability.ts', BUDGET, [
    ['tenant_id IN (SELECT tenant_id FROM allowed) AS allowed', 'true AS allowed'],
  ]),
  ...sqlMutants('packages/core/src/line/line-availability.ts', CLAIMS, [
    ["WHEN holder_id IS NOT NULL THEN 'PHONE_TAKEN'\n", ''],
    ["WHEN is_own THEN 'YOURS'\n", ''],
    ['WHEN ${isUnreserved(Prisma.sql`asked.tenant_id`, Prisma.sql`asked.e164`)} THEN', 'WHEN true THEN'],
  ]),
  ...sqlMutants('packages/core/src/line/tenant-line.ts', CLAIMS, [
    ['WHERE tenant_id = ANY (${tenantIds}::text[])', 'LIMIT 1'],
  ]),
  ...sqlMutants(
    'packages/core/src/line/resolve-lines.ts',
    ['tests/database/resolve-lines.test.ts'],
    [
      ['ON t.id = l.tenant_id', 'ON true'],
      ['spellings: spellings.flat()', 'spellings: [...phoneNumbers]'],
      ['AND (${onlyOf}::text IS NULL OR l.tenant_id = ${onlyOf}::text)', ''],
      ['${onlyOf}::text IS NULL OR ', ''],
    ],
  ),
  ...sqlMutants('packages/core/src/tenant/delete-tenant.ts', OPERATOR, [
    ['WHERE m.tenant_id = ${tenantId} AND s.user_id = m.user_id', 'WHERE s.user_id = m.user_id'],
    ['WHERE m.tenant_id = ${tenantId} AND s.user_id = m.user_id', 'WHERE m.tenant_id = ${tenantId}'],
    ['AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}', ''],
    ['coalesce(s.active_tenant_id, ${tenantId})', 's.active_tenant_id'],
    ['DELETE FROM linekeeper.tenants WHERE id = ${tenantId} AND', 'DELETE FROM linekeeper.tenants WHERE false AND'],
  ]),
];
