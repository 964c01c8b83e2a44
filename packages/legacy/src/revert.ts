import { type Cause, releaseLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { followTenant } from './follow.ts';
import { inTransaction } from './in-transaction.ts';
import { type LegacyPlaces, readAllPlaces, withoutMirror, writeAllPlaces } from './legacy-places.ts';
import { whenRowIsFree } from './legacy-row.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { numbersOf } from './legacy-tenant.ts';
import { lockIdle } from './lock-idle.ts';
import { setConfigsNull } from './null-config.ts';
import { type HeldLine, hasReleasedSince, isLineLeft, placeState, type Settlement } from './settlement.ts';

/** Companies in one transaction. It's short, because their requests wait for it. */
const BATCH = 100;

/**
 * REVERTED: as before the command. Not undone, so the company keeps what it has: LINE_CHANGED (it has changed or released its number
 * since), PLACE_CHANGED (the legacy product has changed the number in the legacy table since), TAKEN (another company has the number
 * in the legacy table now), REPLACED (the legacy product has stored something else instead of the object that contained the
 * number). NOTHING: no command did anything.
 */
export type RevertOutcome = 'REVERTED' | 'LINE_CHANGED' | 'PLACE_CHANGED' | 'TAKEN' | 'REPLACED' | 'NOTHING';

/** Which companies to revert, of those that a command has changed. */
export interface SettledQuery {
  /** Absent: all. */
  tenantIds?: readonly string[];
  /** Only those that `assign` has changed, with the companies that lost a line to one of `tenantIds` by that. */
  decided?: boolean;
}

/**
 * The companies that `backfill` or `assign` has changed, in the order in which they can be reverted. `unknown`: asked for, but no
 * company has the id.
 */
export async function settledTenants(
  client: pg.Client,
  { tenantIds, decided = false }: SettledQuery = {},
): Promise<{ settled: string[]; unknown: string[] }> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT tenant_id AS id FROM linekeeper.legacy_settlements AS s
     WHERE (($1::text[] IS NULL OR tenant_id = ANY($1)) AND (NOT $2 OR outcome IN ('ASSIGNED', 'LOST', 'DROPPED')))
       OR ($2 AND outcome = 'LOST' AND ${LOST_TO})
     ORDER BY outcome IN ('LOST', 'DROPPED'), tenant_id`,
    [tenantIds ?? null, decided],
  );
  const { rows: unknown } = await client.query<{ id: string }>(
    'SELECT id FROM unnest($1::text[]) AS named (id) WHERE NOT EXISTS (SELECT FROM linekeeper.tenants t WHERE t.id = named.id)',
    [tenantIds ?? []],
  );
  return { settled: rows.map(({ id }) => id), unknown: unknown.map(({ id }) => id) };
}

/**
 * Whether the company of the record `s` has lost a line to one of the companies in $1. The history still says so if `revert` has
 * already handled the other company, and was then stopped.
 */
const LOST_TO = `(
  EXISTS (SELECT FROM linekeeper.legacy_settlements won
    WHERE won.tenant_id = ANY($1) AND won.outcome = 'ASSIGNED' AND won.e164 = ANY(s.lost))
  OR EXISTS (SELECT FROM unnest(s.lost) AS line WHERE (
    SELECT to_tenant_id FROM linekeeper.line_events e
    WHERE e.e164 = line AND e.kind = 'ASSIGNED' AND e.to_tenant_id IS NOT NULL ORDER BY e.id DESC LIMIT 1
  ) = ANY($1)))`;

export interface RevertOptions {
  cause: Cause;
  /** Called after each batch. */
  onReverted?: (done: number, total: number) => void;
}

/**
 * Undoes what `backfill` or `assign` has changed for these companies. Their lines stay reserved for them. Works in batches: a company
 * whose row is in use, or has been changed since, is reverted by itself.
 */
export async function revertTenants(
  client: pg.Client,
  shape: LegacyShape,
  tenantIds: readonly string[],
  { cause, onReverted = () => {} }: RevertOptions,
): Promise<Map<string, RevertOutcome>> {
  const outcomes = new Map<string, RevertOutcome>();
  for (let first = 0; first < tenantIds.length; first += BATCH) {
    const batch = tenantIds.slice(first, first + BATCH);
    const done = await inTransaction(client, async () => {
      await withoutMirror(client);
      return revertLocked(client, shape, await lockIdle(client, shape, batch), cause);
    });
    for (const id of batch) {
      const outcome = done.get(id);
      // A company of the same batch that is reverted by itself can have had the number.
      const isDone = outcome !== undefined && outcome !== 'TAKEN' && outcome !== 'FAILED';
      outcomes.set(id, isDone ? outcome : await revertAlone(client, shape, id, cause));
    }
    onReverted(outcomes.size, tenantIds.length);
  }
  return outcomes;
}

/** Changes that the legacy product has made since then count, even if no server has followed them yet. */
function revertAlone(client: pg.Client, shape: LegacyShape, tenantId: string, cause: Cause): Promise<RevertOutcome> {
  const work = async () => {
    // The row stays locked.
    await followTenant(client, shape.link, tenantId);
    const outcome = (await revertLocked(client, shape, [tenantId], cause)).get(tenantId) ?? 'NOTHING';
    if (outcome === 'FAILED')
      throw new LegacyStorageError(`The legacy row of ${tenantId} can't be written now. Run this again`);
    return outcome;
  };
  return whenRowIsFree(() => inTransaction(client, work));
}

type Settled = Settlement & { tenant_id: string; line: HeldLine | null };

/** In the caller's transaction, which has locked the companies. TAKEN and FAILED: nothing was changed, and the record stays. */
async function revertLocked(
  client: pg.Client,
  shape: LegacyShape,
  tenantIds: readonly string[],
  cause: Cause,
): Promise<Map<string, RevertOutcome | 'FAILED'>> {
  const settled = await readSettled(client, tenantIds);
  const places = await readAllPlaces(client, shape.link, tenantIds);
  const outcomes = new Map<string, RevertOutcome | 'FAILED'>();
  for (const one of settled)
    outcomes.set(one.tenant_id, await judge(client, shape, one, places.get(one.tenant_id) ?? null));
  const isReverted = ({ tenant_id }: Settled) => outcomes.get(tenant_id) === 'REVERTED';
  const written = settled.filter((one) => isReverted(one) && one.outcome !== 'MOVED' && places.has(one.tenant_id));
  const answers = await writeAllPlaces(
    client,
    written.map(({ tenant_id, column_value, config_value }) => [
      tenant_id,
      { column: column_value, config: config_value ?? null },
    ]),
  );
  for (const [id, answer] of answers) if (answer !== 'DONE') outcomes.set(id, answer === 'HELD' ? 'TAKEN' : 'FAILED');
  await setConfigsNull(
    client,
    shape,
    written.filter((one) => isReverted(one) && one.config_was_null).map(({ tenant_id }) => tenant_id),
  );
  const ended = settled.filter(({ tenant_id }) => !['TAKEN', 'FAILED'].includes(outcomes.get(tenant_id) ?? ''));
  await client.query('DELETE FROM linekeeper.legacy_settlements WHERE tenant_id = ANY($1::text[])', [
    ended.map(({ tenant_id }) => tenant_id),
  ]);
  await release(client, shape, settled.filter(isReverted), cause);
  return outcomes;
}

async function readSettled(client: pg.Client, tenantIds: readonly string[]): Promise<Settled[]> {
  const { rows } = await client.query<Settled & HeldLine & { held: PhoneNumber | null }>(
    `SELECT s.tenant_id, s.outcome, s.e164, s.lost, s.column_value, s.config_value, s.config_was_null, s.settled_at,
       n.e164 AS held, n.claimed_at
     FROM unnest($1::text[]) WITH ORDINALITY AS own (id, place) JOIN linekeeper.legacy_settlements s ON s.tenant_id = own.id
     LEFT JOIN linekeeper.lines n ON n.tenant_id = own.id ORDER BY own.place`,
    [tenantIds],
  );
  return rows.map(({ held, claimed_at, ...row }) => ({
    ...row,
    line: held === null ? null : { e164: held, claimed_at },
  }));
}

/** Whether both systems are as the command left them. Otherwise, why it isn't undone. */
async function judge(
  client: pg.Client,
  { link }: LegacyShape,
  settled: Settled,
  places: LegacyPlaces | null,
): Promise<RevertOutcome> {
  const { outcome, e164, line } = settled;
  const held = line?.e164 ?? null;
  if (isReplaced(settled, places)) return 'REPLACED';
  if (await hasReleasedSince(client, settled.tenant_id, settled)) return 'LINE_CHANGED';
  if (!isLineLeft(settled, line)) return 'LINE_CHANGED';
  if (!places) return 'REVERTED';
  if (outcome === 'MOVED') {
    const isLeft = numbersOf(places.column, places.config).every((number) => number === e164);
    return isLeft ? 'REVERTED' : 'PLACE_CHANGED';
  }
  const isChanged =
    (link.numberColumn !== null && placeState(settled, places, 'column', held) === 'CHANGED') ||
    (link.configColumn !== null && placeState(settled, places, 'config', held) === 'CHANGED');
  return isChanged ? 'PLACE_CHANGED' : 'REVERTED';
}

/** Whether the JSON that had something in the place of the number has no such place any more. */
function isReplaced({ config_value }: Settlement, places: LegacyPlaces | null): boolean {
  if (config_value === null || places?.config.kind !== 'UNREADABLE') return false;
  return places.config.reason === 'CONFIG_NOT_AN_OBJECT';
}

/**
 * Releases the lines that the commands gave. The numbers of the legacy table are the companies', and wait for a decision. The line that
 * a company already held before the command stays with it, and doesn't wait.
 */
async function release(
  client: pg.Client,
  shape: LegacyShape,
  settled: readonly Settled[],
  cause: Cause,
): Promise<void> {
  const given = new Map<string, PhoneNumber>();
  const kept = new Map<string, PhoneNumber>();
  for (const { tenant_id, settled_at, line } of settled)
    if (line) (line.claimed_at >= settled_at ? given : kept).set(tenant_id, line.e164);
  await releaseLines(client, { tenantIds: [...given.keys()], phoneNumbers: [...given.values()], cause });
  const places = await readAllPlaces(
    client,
    shape.link,
    settled.map(({ tenant_id }) => tenant_id),
  );
  const wanted = [...places].flatMap(([id, { column, config }]) =>
    numbersOf(column, config)
      .filter((number) => number !== kept.get(id))
      .map((number) => ({ id, number })),
  );
  await client.query(
    `INSERT INTO linekeeper.line_reservations (e164, tenant_id)
     SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [wanted.map(({ number }) => number), wanted.map(({ id }) => id)],
  );
}
