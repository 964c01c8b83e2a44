import { retryDeadlocks } from '../deadlock.ts';
import { driverError } from '../driver-error.ts';
import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant-id.ts';

/** HOLDS_NUMBER: nothing was deleted, as callers still dial its number. */
export type DeleteTenantAnswer = 'DELETED' | 'HOLDS_NUMBER' | 'NOT_FOUND';

/** foreign_key_violation, and since PostgreSQL 18 restrict_violation. */
const REFERENCED = new Set(['23503', '23001']);

/**
 * Deletes a company with its memberships, invitations and keys, and the sessions that act for it or have chosen none; its
 * people stay. The foreign key keeps one with a number.
 */
export async function deleteTenant(
  prisma: PrismaClient,
  tenantId: TenantId,
  { releaseNumber }: { releaseNumber: boolean },
): Promise<DeleteTenantAnswer> {
  try {
    // One statement: the foreign key is checked at its end, when the number is gone.
    const deleted = await retryDeadlocks(
      () => prisma.$executeRaw`
        WITH released AS (
          DELETE FROM inbound_numbers WHERE tenant_id = ${tenantId} AND ${releaseNumber}::boolean
        ), ended AS (
          DELETE FROM sessions s USING members m
          WHERE m.tenant_id = ${tenantId} AND s.user_id = m.user_id
            AND coalesce(s.active_tenant_id, ${tenantId}) = ${tenantId}
        )
        DELETE FROM tenants WHERE id = ${tenantId}
      `,
    );
    return deleted > 0 ? 'DELETED' : 'NOT_FOUND';
  } catch (error) {
    if (REFERENCED.has(driverError(error)?.originalCode ?? '')) return 'HOLDS_NUMBER';
    throw error;
  }
}
