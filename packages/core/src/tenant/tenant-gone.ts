import { driverError, type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from './tenant-id.ts';

/** The tenant was deleted after the caller was looked up. Nothing was written. */
export class TenantGoneError extends Error {
  override name = 'TenantGoneError';
}

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Runs a statement that writes a tenant's own rows. Their only foreign key is the tenant. If it's violated, the tenant was
 * deleted: throws {@link TenantGoneError}.
 */
export async function writeForTenant<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    if (driverError(error)?.code !== FOREIGN_KEY_VIOLATION) throw error;
    throw new TenantGoneError('The tenant was deleted', { cause: error });
  }
}

/**
 * Locks the tenant until the transaction ends, so that concurrent calls for it wait, and then count what this one has written.
 * Throws {@link TenantGoneError}.
 */
export async function lockTenant(client: Queryable, tenantId: TenantId): Promise<void> {
  const locked = await run(
    client,
    Prisma.sql`SELECT id FROM linekeeper.tenants WHERE id = ${tenantId} FOR NO KEY UPDATE`,
  );
  if (locked.length === 0) throw new TenantGoneError('The tenant was deleted');
}
