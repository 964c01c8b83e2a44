import { type Queryable, retry } from '@linekeeper/postgres';
import { LegacyStorageError } from './legacy-storage-error.ts';

const RETRIES = 9;

/** The legacy product is writing to the row. */
export class RowInUse extends LegacyStorageError {
  constructor(tenantId: string) {
    super(`The legacy row of ${tenantId} is in use. Run this again`);
  }
}

/**
 * Locks the company's legacy row until the transaction ends, so that what the legacy product writes isn't overwritten between
 * reading and writing it. Waits only briefly. Throws {@link RowInUse}.
 */
export async function lockRow(client: Queryable, tenantId: string): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT linekeeper.legacy_lock($1) AS locked', [tenantId]);
  if (!rows[0]?.locked) throw new RowInUse(tenantId);
}

/** Runs a transaction again if a legacy row was in use. */
export function whenRowIsFree<T>(transaction: () => Promise<T>): Promise<T> {
  return retry(transaction, { retries: RETRIES, when: (error) => error instanceof RowInUse, pauseMs: 20 });
}
