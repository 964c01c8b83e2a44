import { type SqlMutant, sqlMutants } from './sql-mutant.ts';

const TESTS = ['tests/database/tenant-rows.test.ts', 'tests/database/claim-collision.test.ts'];

/** How a company is changed together with its line. */
export const ORGANIZATION_SQL: readonly SqlMutant[] = [
  ...sqlMutants('packages/core/src/organization/stored-organization.ts', TESTS, [
    [' WHERE id = ${tenantId}', ''],
    ['WHERE tenant_id = tenants.id', 'LIMIT 1'],
  ]),
  ...sqlMutants('packages/core/src/organization/write-organization.ts', TESTS, [
    ['WHEN ${location !== undefined}::boolean THEN', 'WHEN true THEN'],
    ['WHEN ${timezone !== undefined}::boolean THEN', 'WHEN true THEN'],
    ['FOR NO KEY UPDATE', ''],
    ['        WHERE id = ${tenantId}\n', ''],
    ['WHERE e164 = ${line}::text AND tenant_id <> ${tenantId})', 'WHERE e164 = ${line}::text)'],
    ['WHERE e164 = ${line}::text AND tenant_id <> ${tenantId})', 'WHERE false)'],
    ['      ${isUnreserved(tenantId, line)}\n', '      true\n'],
    ['      OR EXISTS (SELECT FROM linekeeper.lines WHERE e164 = ${line}::text AND tenant_id = ${tenantId})\n', ''],
    ['WHERE e164 = ${line}::text AND tenant_id = ${tenantId})', 'WHERE e164 = ${line}::text)'],
    ['WHERE t.id = ${tenantId} AND s.key = ANY', 'WHERE s.key = ANY'],
    [
      "CASE\n    WHEN jsonb_typeof(value) = 'object' AND value ? 'sealed' THEN octet_length(split_part(value ->> 'sealed', '.', 3)) * 3 / 4 - 28\n    ELSE octet_length(value::text) END",
      'octet_length(value::text)',
    ],
    ["jsonb_typeof(value) = 'object' AND ", ''],
    [' * 3 / 4 - 28', ''],
    ['octet_length(key) + 6 + ', ''],
    ['octet_length(key)', 'length(key)'],
    ['ELSE octet_length(value::text)', 'ELSE length(value::text)'],
    ['NOT ${sets}::boolean OR config', 'config'],
    ['config IS NOT DISTINCT FROM before OR (', '('],
    ['<= ${TWILIO_CONFIG_MAX_KEYS}::int', '< ${TWILIO_CONFIG_MAX_KEYS}::int'],
    ['<= ${TWILIO_CONFIG_MAX_KEYS}::int', '<= ${TWILIO_CONFIG_MAX_KEYS + 1}::int'],
    ['<= ${TWILIO_CONFIG_MAX_BYTES}::int', '<= ${TWILIO_CONFIG_MAX_BYTES + 1}::int'],
    ['FROM judged WHERE available AND fits', 'FROM judged WHERE available'],
    ['FROM judged WHERE available AND fits', 'FROM judged WHERE fits'],
    ['WHERE tenants.id = accepted.id AND', 'WHERE'],
    [' AND ${changesSettings || changesDetails}::boolean', ' AND false'],
    [' - ${removeSettings}::text[]', ''],
    ['WHERE tenant_id = judged.id)`', 'LIMIT 1)`'],
    ['EXISTS (SELECT FROM accepted)', 'true'],
  ]),
];
