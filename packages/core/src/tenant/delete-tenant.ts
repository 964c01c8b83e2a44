import { driverError, type Queryable, retryDeadlocks, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { Cause } from '../line/cause.ts';
import { releaseCtes } from '../line/line-writer.ts';
import type { TenantId } from './tenant-id.ts';

/** HOLDS_NUMBER: nothing was deleted, because the company holds a number. */
export type DeleteTenantAnswer = 'DELETED' | 'HOLDS_NUMBER' | 'NOT_FOUND';

/** foreign_key_violation, and since PostgreSQL 18 restrict_violation. */
const REFERENCED = new Set(['23503', '23001']);

/**
 * Deletes a company, its memberships, invitations and keys, and its people's sessions that act for it or for no company.
 * The people stay. The foreign key prevents the deletion of a company with a number.
 */
export async function deleteTenant(
  pool: Queryable,
  tenantId: TenantId,
  { releaseNumber, cause }: { releaseNumber: boolean; cause: Cause },
): Promise<DeleteTenantAnswer> {
  try {
    // One statement, because the foreign key is checked at its end, when the number is released.
    const released = releaseNumber
      ? Prisma.sql`${releaseCtes({ tenantId, cause, kind: 'TENANT_DELETED' })}, `
      : Prisma.empty;
    const deleted = await retryDeadlocks(() =>
      run(
        pool,
        Prisma.sql`
        WITH ${released} ended AS (
            DELETE FROM linekeeper.sessions s USING linekeeper.members m
            WHERE m.tenant_id = ${tenantId} AND s.user_id = m.user_id
              AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}
          ), deleted AS (DELETE FROM linekeeper.tenants WHERE id = ${tenantId} RETURNING id)
        SELECT id FROM deleted
      `,
      ),
    );
    return deleted.length > 0 ? 'DELETED' : 'NOT_FOUND';
  } catch (error) {
    if (REFERENCED.has(driverError(error)?.code ?? '')) return 'HOLDS_NUMBER';
    throw error;
  }
}
