import { type Queryable, retry } from '@linekeeper/postgres';
import { type LegacyPlaces, readPlaces } from './legacy-places.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import type { LegacyLink } from './link/legacy-link.ts';

const RETRIES = 9;

/** The legacy product is writing to the row. */
export class RowInUse extends LegacyStorageError {
  constructor(tenantId: string) {
    super(`The legacy row of ${tenantId} is in use. Run this again`);
  }
}

/**
 * Locks the company's legacy row until the transaction ends, so that what the legacy product writes isn't overwritten between
 * reading and writing it. Waits only briefly. False: the legacy table doesn't have the company. Throws {@link RowInUse}.
 */
export async function lockRow(client: Queryable, tenantId: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean | null }>('SELECT linekeeper.legacy_lock($1) AS locked', [
    tenantId,
  ]);
  if (rows[0]?.locked === false) throw new RowInUse(tenantId);
  return rows[0]?.locked === true;
}

/** Locks the row as {@link lockRow} does, and reads its two places. Null: the legacy table doesn't have the company. */
export async function lockPlaces(
  client: Queryable,
  link: Pick<LegacyLink, 'country' | 'configPath'>,
  tenantId: string,
): Promise<LegacyPlaces | null> {
  const isLocked = await lockRow(client, tenantId);
  const places = await readPlaces(client, link, tenantId);
  // The legacy product has created it since, so it can still change it.
  if (places && !isLocked) throw new RowInUse(tenantId);
  return places;
}

/** Runs a transaction again if a legacy row was in use. */
export function whenRowIsFree<T>(transaction: () => Promise<T>): Promise<T> {
  return retry(transaction, { retries: RETRIES, when: (error) => error instanceof RowInUse, pauseMs: 20 });
}
