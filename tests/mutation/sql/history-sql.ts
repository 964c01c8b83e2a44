import { type SqlMutant, sqlMutants } from './sql-mutant.ts';

/** What a company and the operator see of the history of lines. */
export const HISTORY_SQL: readonly SqlMutant[] = sqlMutants(
  'packages/core/src/line/line-history.ts',
  ['tests/database/tenant-history.test.ts'],
  [
    ['ORDER BY id DESC', 'ORDER BY id'],
    ['LIMIT ${EVENTS_PER_PAGE + 1}', 'LIMIT ${EVENTS_PER_PAGE}'],
    ['WHERE to_tenant_id = ${tenantId} AND ${before}', 'WHERE ${before}'],
    ['WHERE to_tenant_id = ${tenantId} AND ${before}', 'WHERE to_tenant_id = ${tenantId}'],
    ['WHERE from_tenant_id = ${tenantId} AND ${before}', 'WHERE ${before}'],
    ['WHERE from_tenant_id = ${tenantId} AND ${before}', 'WHERE from_tenant_id = ${tenantId}'],
    ['WHERE from_tenant_id = ${tenantId} AND ${before}', 'WHERE false'],
    ['WHERE e164 = ${phoneNumber} AND ${olderThan(cursor)}', 'WHERE ${olderThan(cursor)}'],
    ['WHERE e164 = ${phoneNumber} AND ${olderThan(cursor)}', 'WHERE e164 = ${phoneNumber}'],
    ['id < ${cursor}::bigint', 'id <= ${cursor}::bigint'],
    [
      'SELECT id, name FROM linekeeper.tenants WHERE id = ANY',
      'SELECT id, name FROM linekeeper.tenants WHERE id <> ALL',
    ],
  ],
);
