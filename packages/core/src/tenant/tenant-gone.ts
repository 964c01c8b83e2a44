import { driverError } from '@linekeeper/postgres';

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
