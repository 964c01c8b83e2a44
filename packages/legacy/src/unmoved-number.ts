import { type Cause, releaseLine, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { both, readPlaces, writePlaces } from './legacy-places.ts';
import { RowInUse } from './legacy-row.ts';
import { numbersOf } from './legacy-tenant.ts';
import type { LegacyLink } from './link/legacy-link.ts';

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

/** Releases the company's line. If its number wasn't moved yet, it's cleared where it is. `whenRowIsFree` runs it. */
export async function clearNumber(client: Queryable, tenantId: TenantId, cause: Cause): Promise<void> {
  if ((await releaseLine(client, { tenantId, cause })) !== null) return;
  if ((await writePlaces(client, tenantId, both(null))) !== 'DONE') throw new RowInUse(tenantId);
  // Backfill can have moved the number until its row was written.
  await releaseLine(client, { tenantId, cause });
  await client.query('DELETE FROM linekeeper.line_reservations WHERE tenant_id = $1', [tenantId]);
}
