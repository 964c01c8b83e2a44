import { type Cause, releaseLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { followTenant } from './follow.ts';
import { inTransaction } from './in-transaction.ts';
import { type LegacyPlaces, readPlaces, withoutMirror, writePlaces } from './legacy-places.ts';
import { lockPlaces, whenRowIsFree } from './legacy-row.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { numbersOf } from './legacy-tenant.ts';
import { setConfigNull } from './null-config.ts';
import { type HeldLine, hasReleasedSince, isLineLeft, placeState, type Settlement } from './settlement.ts';

/**
 * REVERTED: as before the command. KEPT: not undone, because the company has changed its number since, or another
 * company has taken it. REPLACED: not undone, because the legacy product has stored something else instead of the object that
 * contained the number. NOTHING: no command did anything.
 */
export type RevertOutcome = 'REVERTED' | 'KEPT' | 'REPLACED' | 'NOTHING';

/** Which companies to revert, of those that a command has changed. */
export interface SettledQuery {
  /** Absent: all. */
  tenantIds?: readonly string[];
  /** Only those that `assign` has changed. */
  decided?: boolean;
}

/** The companies that `backfill` or `assign` has changed, in the order in which they can be reverted. */
export async function settledTenants(
  client: pg.Client,
  { tenantIds, decided = false }: SettledQuery = {},
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT tenant_id AS id FROM linekeeper.legacy_settlements
     WHERE ($1::text[] IS NULL OR tenant_id = ANY($1)) AND (NOT $2 OR outcome IN ('ASSIGNED', 'LOST', 'DROPPED'))
     ORDER BY outcome IN ('LOST', 'DROPPED'), tenant_id`,
    [tenantIds ?? null, decided],
  );
  return rows.map(({ id }) => id);
}

/** Undoes what `backfill` or `assign` has changed for a company. Its line stays reserved for it. */
export function revertTenant(
  client: pg.Client,
  shape: LegacyShape,
  tenantId: string,
  cause: Cause,
): Promise<RevertOutcome> {
  const work = async (): Promise<RevertOutcome> => {
    // Changes that the legacy product has made since then count, even if no server has followed them yet. The row stays locked.
    await followTenant(client, shape.link, tenantId);
    await withoutMirror(client);
    await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [tenantId]);
    const { rows } = await client.query<Settlement>(
      `DELETE FROM linekeeper.legacy_settlements WHERE tenant_id = $1 RETURNING outcome, e164, lost, column_value, config_value,
         config_was_null, settled_at`,
      [tenantId],
    );
    const [settlement] = rows;
    if (!settlement) return 'NOTHING';
    const places = await lockPlaces(client, shape.link, tenantId);
    const { rows: lines } = await client.query<HeldLine>(
      'SELECT e164, claimed_at FROM linekeeper.lines WHERE tenant_id = $1 FOR UPDATE',
      [tenantId],
    );
    if (isReplaced(settlement, places)) return 'REPLACED';
    if (await hasReleasedSince(client, tenantId, settlement)) return 'KEPT';
    if (!isUntouched(shape, settlement, places, lines[0] ?? null)) return 'KEPT';
    // The line that the company already held before the command stays with it.
    const [line] = lines;
    const given = line && line.claimed_at >= settlement.settled_at ? [line.e164] : [];
    await releaseLines(client, { tenantIds: given.map(() => tenantId), phoneNumbers: given, cause });
    if (places && settlement.outcome !== 'MOVED') {
      const values = { column: settlement.column_value, config: settlement.config_value ?? null };
      const answer = await writePlaces(client, tenantId, values);
      if (answer === 'HELD') throw new TakenSince();
      if (answer !== 'DONE')
        throw new LegacyStorageError(`The legacy row of ${tenantId} can't be written now. Run this again`);
      if (settlement.config_was_null) await setConfigNull(client, shape, tenantId);
    }
    await reserve(client, shape, tenantId, given.length > 0 ? null : (line?.e164 ?? null));
    return 'REVERTED';
  };
  return whenRowIsFree(() => inTransaction(client, work)).catch((error: unknown) => {
    if (error instanceof TakenSince) return 'KEPT';
    throw error;
  });
}

/** Another company has the number in the legacy column now. */
class TakenSince extends Error {}

/** Whether the JSON that had something in the place of the number has no such place any more. */
function isReplaced({ config_value }: Settlement, places: LegacyPlaces | null): boolean {
  if (config_value === null || places?.config.kind !== 'UNREADABLE') return false;
  return places.config.reason === 'CONFIG_NOT_AN_OBJECT';
}

/** Whether both systems are as the command left them. */
function isUntouched(
  { link }: LegacyShape,
  settlement: Settlement,
  places: LegacyPlaces | null,
  line: HeldLine | null,
): boolean {
  const { outcome, e164 } = settlement;
  const held = line?.e164 ?? null;
  if (!isLineLeft(settlement, line)) return false;
  if (!places) return true;
  if (outcome === 'MOVED') return numbersOf(places.column, places.config).every((number) => number === e164);
  return (
    (link.numberColumn === null || placeState(settlement, places, 'column', held) !== 'CHANGED') &&
    (link.configColumn === null || placeState(settlement, places, 'config', held) !== 'CHANGED')
  );
}

/** The numbers of the legacy table are the company's, and wait for a decision. The line that it holds doesn't. */
async function reserve(
  client: pg.Client,
  shape: LegacyShape,
  tenantId: string,
  held: PhoneNumber | null,
): Promise<void> {
  const places = await readPlaces(client, shape.link, tenantId);
  if (!places) return;
  await client.query(
    `INSERT INTO linekeeper.line_reservations (e164, tenant_id)
     SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING`,
    [numbersOf(places.column, places.config).filter((number) => number !== held), tenantId],
  );
}
