import { isDeepStrictEqual } from 'node:util';
import type { EncryptionKey } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { emptyPlaces } from './empty-places.ts';
import { followChanges, followTenant, queuedTenants } from './follow.ts';
import type { LeftNumber } from './left-numbers.ts';
import { readPlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { numbersOf, UNRESOLVED } from './legacy-tenant.ts';
import { removeTriggers } from './link/link.ts';
import { NotReady, untilReady } from './link/until-ready.ts';
import { mirrorMissing } from './mirror-missing.ts';
import { recordEndings, recordNewEndings, updateEndings } from './record-endings.ts';
import { SettingsCopy } from './settings-copy.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';
import { serverKeyIds } from './worker-session.ts';

/** How often ending the link is retried if the legacy product writes meanwhile. */
const TRIES = 20;
const PAUSE_MS = 200;
/** How many companies' last changes are followed while the legacy product waits. */
const LAST = 50;

export interface ContractOptions extends StagingOptions {
  /** Also remove the numbers from the legacy table. */
  empty?: boolean;
  /** The servers' keys: they encrypt the settings' secrets. */
  encryptionKeys?: readonly EncryptionKey[];
  /** Called after each batch. */
  onEmptied?: (done: number) => void;
}

export type ContractAnswer =
  /** Nothing was changed. */
  | { outcome: 'UNRESOLVED'; left: LegacyCounts }
  /** `emptied`: companies whose number was removed now. `different`: their number differs from the one in Linekeeper, so it wasn't removed. `left`: all numbers that weren't removed. */
  | { outcome: 'ENDED'; emptied: number; different: number; left: LeftNumber[] };

/**
 * Ends the link. It checks everything first, and changes nothing unless every number is moved or decided. Then it copies the
 * companies' details and settings, and removes the triggers. The columns of the legacy table stay. With `empty`, the numbers
 * are removed afterwards, in batches, and recorded. It can be run again.
 */
export async function contractLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { empty = false, encryptionKeys = [], onEmptied = () => {}, ...options }: ContractOptions,
): Promise<ContractAnswer> {
  if (!shape.isLinked && !shape.isContracted) throw new LegacyStorageError('No legacy table is linked');
  if (shape.isLinked) {
    await refuseOtherKeys(client, encryptionKeys);
    const settings = new SettingsCopy(client, shape, encryptionKeys);
    let before = new Set<string>();
    const attempt = async (): Promise<ContractAnswer | null> => {
      await followChanges(client, shape.link);
      const left = await stageLegacy(client, shape, options);
      const open = await openPlaces(client);
      // Still open at the second attempt, so it isn't just a change that was being followed.
      const isUndecided = left.refusedClaims > 0 || [...open.keys()].some((place) => before.has(place));
      if (isUndecided) return { outcome: 'UNRESOLVED', left };
      before = new Set(open.keys());
      await mirrorMissing(client, shape);
      if (open.size > LAST) throw new NotReady();
      await endLink(client, shape, settings, [...open.values()]);
      return null;
    };
    const unresolved = await untilReady(attempt, { tries: TRIES, pauseMs: PAUSE_MS, busy: BUSY });
    if (unresolved) return unresolved;
  }
  if (!empty) return { outcome: 'ENDED', emptied: 0, different: 0, left: [] };
  return { outcome: 'ENDED', ...(await emptyPlaces(client, shape, options, onEmptied)) };
}

/** Otherwise, the servers couldn't read the copied secrets. Without any key, a secret is refused when it's copied. */
async function refuseOtherKeys(client: pg.Client, encryptionKeys: readonly EncryptionKey[]): Promise<void> {
  const ofServers = await serverKeyIds(client);
  const isKnown = (wanted: string) => encryptionKeys.some(({ id }) => id === wanted);
  const [current] = encryptionKeys;
  if (!current || ofServers.length === 0 || (ofServers.includes(current.id) && ofServers.every(isKnown))) return;
  throw new LegacyStorageError(
    "Nothing was changed: this command has another key for secrets than the servers, so they couldn't read what it encrypts. Set LINEKEEPER_SECRET and LINEKEEPER_ENCRYPTION_KEYS to the same values as on the servers",
  );
}

const BUSY =
  'Nothing was changed: the legacy product keeps changing numbers. Make sure that a server runs, then run this again';

/** The companies that aren't moved or decided: their values in the two places, and their ids. */
async function openPlaces(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ place: string; id: string }>(
    `SELECT concat_ws(' ', tenant_id, column_value, config_value, held_e164) AS place, tenant_id AS id
     FROM legacy_staged WHERE status = ANY($1::text[])`,
    [['CLEAN', 'MISSING', ...UNRESOLVED]],
  );
  return new Map(rows.map(({ place, id }) => [place, id]));
}

/**
 * Ends it in one transaction. The legacy product waits only while its latest changes are followed and copied.
 * Throws {@link NotReady}, and the link stays, if that can't be done at once.
 */
async function endLink(
  client: pg.Client,
  shape: LegacyShape,
  settings: SettingsCopy,
  open: readonly string[],
): Promise<void> {
  await copyDetails(client, shape);
  await settings.copyChanged({ isKept: true });
  try {
    await removeTriggers(client, async () => {
      // Before the legacy table is locked, because it writes a row for each company.
      await recordEndings(client, shape);
      await client.query(`LOCK TABLE ${shape.sql.table} IN SHARE ROW EXCLUSIVE MODE`);
      if (!(await followLast(client, shape, open))) throw new NotReady();
      await copyDetails(client, shape);
      await settings.copyChanged({ isKept: false });
      // Companies that the legacy product has created since. Otherwise, restore wouldn't notice that one was deleted.
      await recordNewEndings(client, shape);
      await updateEndings(client, shape);
      await client.query('UPDATE linekeeper.legacy_links SET contracted_at = now()');
    });
  } catch (error) {
    if (error instanceof NotReady) await queueReserved(client);
    throw error;
  }
}

/** Follows what was written last, while nobody can write. False: a person must decide something, or there are too many changes. */
async function followLast(client: pg.Client, shape: LegacyShape, open: readonly string[]): Promise<boolean> {
  const queued = await queuedTenants(client, LAST + 1);
  if (queued.length > LAST) return false;
  for (const id of new Set([...queued, ...open])) {
    await followTenant(client, shape.link, id);
    if (!(await isSettled(client, shape, id))) return false;
  }
  const { rowCount } = await client.query(`
    SELECT FROM linekeeper.legacy_queue UNION ALL SELECT FROM linekeeper.line_reservations
    UNION ALL SELECT FROM linekeeper.refused_claims LIMIT 1`);
  return rowCount === 0;
}

/** Whether the legacy table has the company's line and nothing else. */
async function isSettled(client: pg.Client, shape: LegacyShape, id: string): Promise<boolean> {
  const places = await readPlaces(client, shape.link, id);
  if (!places) return true;
  const { rows } = await client.query<{ e164: PhoneNumber }>('SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1', [
    id,
  ]);
  const isUnreadable = [places.column, places.config].some(({ kind }) => kind === 'UNREADABLE');
  return (
    !isUnreadable &&
    isDeepStrictEqual(
      numbersOf(places.column, places.config),
      rows.map(({ e164 }) => e164),
    )
  );
}

/** From now on, our own tables have the details. A country that the operator has set stays. */
async function copyDetails(client: pg.Client, { sql }: LegacyShape): Promise<void> {
  const country = `coalesce(own.country, CASE WHEN ${sql.country} ~ '^[A-Z]{2}$' THEN ${sql.country} END)`;
  const details = `coalesce(nullif(${sql.name}, ''), own.name), ${sql.location}, ${sql.timezone}, ${country}`;
  await client.query(`
    UPDATE linekeeper.tenants own SET (name, location, timezone, country) = ROW(${details})
    FROM ${sql.table} AS t
    WHERE ${sql.idText} = own.id AND (own.name, own.location, own.timezone, own.country) IS DISTINCT FROM (${details})`);
}

/**
 * Nothing is in dispute, so each reservation that is left belongs to a change that is being followed, or is out of
 * date. Its company is checked again.
 */
async function queueReserved(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO linekeeper.legacy_queue (tenant_id, kind, column_changed, config_changed)
    SELECT DISTINCT tenant_id, 'FOLLOW', true, true FROM linekeeper.line_reservations`);
}
