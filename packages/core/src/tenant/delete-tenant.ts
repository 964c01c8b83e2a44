import { driverError, type Queryable, retry, retryDeadlocks, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { Cause } from '../line/cause.ts';
import { releaseCtes } from '../line/line-writer.ts';
import type { TenantId } from './tenant-id.ts';

/** HOLDS_NUMBER: nothing was deleted, because the company holds a number. */
export type DeleteTenantAnswer = 'DELETED' | 'HOLDS_NUMBER' | 'NOT_FOUND';

/** foreign_key_violation, and since PostgreSQL 18 restrict_violation. */
const REFERENCED = new Set(['23503', '23001']);
/** The company has claimed a number since the statement began. The next run releases that one. */
const RERUNS = 9;

/**
 * Deletes a company, its memberships, invitations and keys, and its people's sessions that act for it or for no company.
 * The people stay. The foreign key prevents the deletion of a company with a number.
 */
export async function deleteTenantRow(
  pool: Queryable,
  tenantId: TenantId,
  { releaseNumber, cause }: { releaseNumber: boolean; cause: Cause },
): Promise<DeleteTenantAnswer> {
  // One statement, because the foreign key is checked at its end, when the number is released. It locks in the order in
  // which changes of the company and claims do: its row, its budget, its line. FOR UPDATE waits for claims, too, which lock
  // the row with FOR KEY SHARE.
  const released = releaseNumber
    ? releaseCtes({
        tenantId,
        cause,
        kind: 'TENANT_DELETED',
        condition: Prisma.sql`(SELECT count(*) FROM budget) >= 0`,
      })
    : Prisma.sql`released AS (SELECT FROM budget)`;
  const remove = () =>
    run(
      pool,
      Prisma.sql`
        WITH locked AS MATERIALIZED (
            SELECT id FROM linekeeper.tenants WHERE id = ${tenantId} FOR UPDATE
          ), budget AS (
            DELETE FROM linekeeper.number_budgets USING locked WHERE tenant_id = locked.id RETURNING 1
          ), ${released}, ended AS (
            DELETE FROM linekeeper.sessions s USING linekeeper.members m
            WHERE m.tenant_id = ${tenantId} AND s.user_id = m.user_id
              AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}
          ), deleted AS (
            DELETE FROM linekeeper.tenants WHERE id = ${tenantId} AND (SELECT count(*) FROM released) >= 0 RETURNING id
          )
        SELECT id FROM deleted
      `,
    );
  try {
    const deleted = await retry(() => retryDeadlocks(remove), {
      retries: releaseNumber ? RERUNS : 0,
      when: isReferenced,
    });
    return deleted.length > 0 ? 'DELETED' : 'NOT_FOUND';
  } catch (error) {
    if (isReferenced(error)) return 'HOLDS_NUMBER';
    throw error;
  }
}

function isReferenced(error: unknown): boolean {
  return REFERENCED.has(driverError(error)?.code ?? '');
}
