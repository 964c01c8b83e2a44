import { isDeepStrictEqual } from 'node:util';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { noteRefusedClaim } from './follow.ts';
import { both, type LegacyPlaces, type PlaceValues, writePlaces } from './legacy-places.ts';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { numbersOf } from './legacy-tenant.ts';
import type { RestoreStep } from './restore.ts';
import type { RestoredTenant } from './restored-tenant.ts';

interface Restored {
  id: string;
  tenant: RestoredTenant;
  places: LegacyPlaces;
  /** Every other row is written. */
  isLast: boolean;
}

/** A place as it is now. */
interface Place {
  now: LegacyReading;
  /** Since `contract` had ended, by the legacy product. */
  isChanged: boolean;
  /** It had something before `contract` removed it, or has it since. */
  hadNumber: boolean;
}

/**
 * Writes the company's line into the places that still have what `contract` left there. `isDisputed`: the legacy product has saved
 * another number since, or has cleared it. Nobody knows whether that was before or after a change in Linekeeper, so census lists it.
 */
export async function restoreNumber(
  client: pg.Client,
  shape: LegacyShape,
  restored: Restored,
): Promise<{ step: RestoreStep; isDisputed: boolean }> {
  const { id, tenant, isLast } = restored;
  const { line } = tenant;
  const { values, isDisputed } = planNumber(shape, restored);
  const isSame = Object.keys(values).length === 0;
  const answer = isSame ? 'DONE' : await writePlaces(client, id, values);
  if (answer === 'HELD') {
    // What is in the column isn't the company's line any more, and another company can be waiting for it.
    const rest = { ...('column' in values && { column: null }), ...(isLast && 'config' in values && { config: line }) };
    await writePlaces(client, id, rest);
    if (!isLast) {
      await client.query('UPDATE linekeeper.legacy_endings SET column_value = NULL WHERE tenant_id = $1', [id]);
      return { step: 'WAITING', isDisputed };
    }
    await noteRefusedClaim(client, id, line);
  } else if (answer === 'FAILED' && !isDisputed) {
    // The row is locked, so a rule of the table rejects the line. It's tried again, and census lists it.
    await client.query(`INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ($1, 'MIRROR')`, [id]);
  }
  if (tenant.wasEmptied) await forgetEmptied(client, [id]);
  return { step: isSame ? 'SAME' : 'WRITTEN', isDisputed };
}

/** What `contract --empty` has removed from these companies was put back, or isn't their number any more. */
export async function forgetEmptied(client: pg.Client, ids: readonly string[]): Promise<void> {
  await client.query(
    `WITH ended AS (DELETE FROM linekeeper.legacy_settlements WHERE tenant_id = ANY($1::text[]) AND outcome = 'EMPTIED')
     UPDATE linekeeper.legacy_settlements SET was_emptied = false, emptied_e164 = NULL, emptied_column = NULL, emptied_config = NULL
     WHERE tenant_id = ANY($1::text[]) AND was_emptied AND outcome <> 'EMPTIED'`,
    [ids],
  );
}

/** What has to be written into places that the legacy product hasn't changed. `isDisputed`: see {@link restoreNumber}. */
export function planNumber(
  shape: LegacyShape,
  restored: Pick<Restored, 'tenant' | 'places'>,
): { values: PlaceValues; isDisputed: boolean } {
  // A number that is queued was written last, and following it decides.
  if (restored.tenant.isQueued) return { values: {}, isDisputed: false };
  const { line, wasEmptied, emptied, emptiedColumn, emptiedConfig } = restored.tenant;
  const two = placesOf(shape, restored);
  const isOld = wasEmptied && emptied === line;
  const values = isOld
    ? { column: emptiedColumn, config: emptiedConfig ?? null }
    : missingValues(restored.places, line);
  for (const place of ['column', 'config'] as const) if (!isWritable(two, two[place], line)) delete values[place];
  return { values, isDisputed: line !== null && !isAgreed(two, line) };
}

/** What has to be written so that the legacy table has the line and nothing else. Other spellings of it stay. */
function missingValues({ column, config }: LegacyPlaces, line: PhoneNumber | null): PlaceValues {
  const isThere = isDeepStrictEqual(numbersOf(column, config), line === null ? [] : [line]);
  if (isThere) return {};
  const { column: newColumn, config: newConfig } = both(line);
  const has = (reading: LegacyReading) => (numbersOf(reading)[0] ?? null) === line;
  return { ...(!has(column) && { column: newColumn }), ...(!has(config) && { config: newConfig }) };
}

function placesOf(
  { link }: LegacyShape,
  { places, tenant }: Pick<Restored, 'tenant' | 'places'>,
): Record<'column' | 'config', Place> {
  const { country, column, config, columnValue, configValue } = places;
  const { endedColumn, endedConfig, emptiedColumn, emptiedConfig, wasEmptied, isDecided } = tenant;
  const readJson = (value: unknown) =>
    readLegacyJson(value === null ? null : JSON.stringify(value), { country, inObject: true, path: link.configPath });
  const ended = { column: readLegacyText(endedColumn, country), config: readJson(endedConfig) };
  const before = wasEmptied
    ? { column: readLegacyText(emptiedColumn, country), config: readJson(emptiedConfig) }
    : ended;
  // If that was there before, a person decided.
  const isReplaced = hasNoPlace(config);
  // People save the number in the JSON. An empty text there clears a number that was only in the column.
  const isBlanked = config.kind === 'BLANK' && ended.config.kind === 'NONE' && ended.column.kind === 'NUMBER';
  return {
    column: {
      ...{ now: column, hadNumber: !isEmpty(before.column) },
      isChanged: columnValue !== endedColumn && !isSameReading(column, ended.column),
    },
    config: {
      ...{ now: config, hadNumber: !isEmpty(before.config) },
      isChanged:
        (isReplaced && !(isDecided && isEmpty(before.config))) ||
        (!isDeepStrictEqual(configValue, endedConfig) && (isBlanked || !isSameReading(config, ended.config))),
    },
  };
}

const isEmpty = ({ kind }: LegacyReading) => kind === 'NONE' || kind === 'BLANK';

/** Another spelling of a line isn't a change. */
function isSameReading(a: LegacyReading, b: LegacyReading): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  return a.kind === 'NUMBER' && b.kind === 'NUMBER' && a.phoneNumber === b.phoneNumber;
}

/** Whether the legacy product has changed nothing, or has saved the company's line. */
function isAgreed({ column, config }: Record<'column' | 'config', Place>, line: PhoneNumber): boolean {
  const changed = [column, config].filter(({ isChanged }) => isChanged).map(({ now }) => now);
  if (changed.length === 0) return true;
  return changed.every(({ kind }) => kind !== 'UNREADABLE') && isDeepStrictEqual(numbersOf(...changed), [line]);
}

/**
 * If the legacy product has changed the number in one place, the other one stays empty if it never had a number, or if the two would
 * hold different ones: people would have to decide between them, and the product has already decided.
 */
function isWritable(
  { column, config }: Record<'column' | 'config', Place>,
  { now, isChanged, hadNumber }: Place,
  line: PhoneNumber | null,
): boolean {
  if (isChanged) return false;
  const changed = [column, config].find((place) => place.isChanged)?.now;
  if (!changed) return true;
  const isOther = !isEmpty(changed) && !hasNoPlace(changed) && numbersOf(changed)[0] !== line;
  return hadNumber && !(isOther && isEmpty(now));
}

/** What the legacy product has stored instead of an object has no place for a number. */
const hasNoPlace = (reading: LegacyReading) =>
  reading.kind === 'UNREADABLE' && reading.reason === 'CONFIG_NOT_AN_OBJECT';
