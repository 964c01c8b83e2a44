import { isDeepStrictEqual } from 'node:util';
import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { LegacyPlaces } from './legacy-places.ts';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';
import { numbersOf } from './legacy-tenant.ts';

/** What the operator's commands have done with a company's number, and what the two places had before that. */
export interface Settlement {
  /** EMPTIED: only `contract --empty` has changed something, and `restore` undoes that. */
  outcome: 'MOVED' | 'ASSIGNED' | 'LOST' | 'DROPPED' | 'EMPTIED';
  e164: PhoneNumber | null;
  /** Every line that a decision has given to another company. */
  lost: PhoneNumber[];
  column_value: string | null;
  config_value: unknown;
  /** The JSON column was NULL before a decision wrote a number into it. */
  config_was_null: boolean;
  settled_at: Date;
}

/** The company's line in Linekeeper. */
export interface HeldLine {
  e164: PhoneNumber;
  claimed_at: Date;
}

export type PlaceName = 'column' | 'config';

/** LEFT: as the command left it. KEPT: the command didn't change it, and nobody has since. CHANGED: by somebody, since then. */
export type PlaceState = 'LEFT' | 'KEPT' | 'CHANGED';

/** Whether the company holds what the command left. After it lost a number, it can hold another one, which it held before. */
export function isLineLeft({ outcome, e164, settled_at }: Settlement, line: HeldLine | null): boolean {
  if (outcome === 'MOVED' || outcome === 'ASSIGNED') return (line?.e164 ?? null) === e164;
  return line === null || (outcome === 'LOST' && line.claimed_at <= settled_at);
}

/** A company that lost a line, and released another one that it held then: it wants no number now. */
export async function hasReleasedSince(
  client: Queryable,
  tenantId: string,
  { outcome, lost, settled_at }: Settlement,
): Promise<boolean> {
  if (outcome !== 'LOST') return false;
  const { rowCount } = await client.query(
    'SELECT FROM linekeeper.line_events WHERE from_tenant_id = $1 AND e164 <> ALL($2::text[]) AND at > $3 LIMIT 1',
    [tenantId, lost, settled_at],
  );
  return rowCount === 1;
}

/** What has become of a place. `held`: the company's line in Linekeeper. */
export function placeState(
  { outcome, lost, column_value, config_value }: Settlement,
  places: LegacyPlaces,
  name: PlaceName,
  held: PhoneNumber | null,
): PlaceState {
  const now = places[name];
  const [value, before] =
    name === 'column' ? [places.columnValue, column_value] : ([places.configValue, config_value] as const);
  const [number] = numbersOf(readingOf(before, name, places.country));
  const isRemoved = outcome !== 'LOST' || (number !== undefined && lost.includes(number));
  if (!isRemoved) return isDeepStrictEqual(value, before) ? 'KEPT' : 'CHANGED';
  if (now.kind === 'UNREADABLE') return now.reason === 'CONFIG_NOT_AN_OBJECT' ? 'LEFT' : 'CHANGED';
  // The command leaves nothing, so the legacy product has cleared a number since.
  if (now.kind === 'BLANK') return 'CHANGED';
  const left = numbersOf(now)[0] ?? null;
  // Backfill can have moved the company's other line since, and it doesn't write the legacy table.
  return left === held || (outcome === 'LOST' && left === null) ? 'LEFT' : 'CHANGED';
}

function readingOf(value: unknown, name: PlaceName, country: CountryCode | null): LegacyReading {
  if (name === 'column') return readLegacyText(value as string | null, country);
  return readLegacyJson(value === null ? null : JSON.stringify(value), { country, inObject: true, path: [] });
}
