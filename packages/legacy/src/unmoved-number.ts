import { type Cause, releaseLine, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, retry } from '@linekeeper/postgres';
import { both, readPlaces, writePlaces } from './legacy-places.ts';
import { numbersOf } from './legacy-tenant.ts';
import type { LegacyLink } from './link/legacy-link.ts';

const RETRIES = 9;
/** The legacy product is writing to the row. */
class RowInUse extends Error {}

/** The number that the legacy table has for a company without a line in Linekeeper: not moved yet, or in dispute. */
export async function unmovedNumber(
  client: Queryable,
  link: Pick<LegacyLink, 'country' | 'configPath'>,
  tenantId: TenantId,
): Promise<PhoneNumber | null> {
  const places = await readPlaces(client, link, tenantId);
  // People save the number in the JSON.
  return (places && numbersOf(places.config, places.column)[0]) ?? null;
}

/** Releases the company's line. If its number wasn't moved yet, it's cleared where it is. {@link whenRowIsFree} runs it. */
export async function clearNumber(client: Queryable, tenantId: TenantId, cause: Cause): Promise<void> {
  if ((await releaseLine(client, { tenantId, cause })) !== null) return;
  if ((await writePlaces(client, tenantId, both(null))) !== 'DONE') throw new RowInUse();
  // Backfill can have moved the number until its row was written.
  await releaseLine(client, { tenantId, cause });
  await client.query('DELETE FROM linekeeper.line_reservations WHERE tenant_id = $1', [tenantId]);
}

/** Runs a transaction again if a legacy row was in use. */
export function whenRowIsFree<T>(transaction: () => Promise<T>): Promise<T> {
  return retry(transaction, { retries: RETRIES, when: (error) => error instanceof RowInUse, pauseMs: 20 });
}
