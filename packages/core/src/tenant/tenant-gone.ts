import { driverError } from '@linekeeper/postgres';

/** The tenant was deleted after the caller was found to act for it. Nothing was written. */
export class TenantGoneError extends Error {
  override name = 'TenantGoneError';
}

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Runs a statement that writes a tenant's own rows. Their only foreign key is the tenant's, so breaking it means that
 * the tenant is gone: throws {@link TenantGoneError} then.
 */
export async function writeForTenant<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    if (driverError(error)?.code !== FOREIGN_KEY_VIOLATION) throw error;
    throw new TenantGoneError('The tenant was deleted', { cause: error });
  }
}
