import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';

/**
 * What has to be done about a company's legacy number.
 * - NONE, BLANK: there is no number.
 * - CLEAN: no other company has this line, so it can be moved.
 * - HELD: the company holds this line in Linekeeper, in any spelling.
 * - MISSING: it holds a line in Linekeeper, and the linked legacy table has no number for it yet.
 * - CLEARED: it holds a line in Linekeeper, and the legacy product has cleared the number after `contract`.
 * - SHARED: the legacy table has the same line for several companies.
 * - TAKEN: another company holds the line in Linekeeper.
 * - UNREADABLE: one of the places has something that isn't a number.
 * - DISAGREEING: the two places hold different numbers.
 * - CHANGED: it holds another line in Linekeeper.
 */
export type LegacyStatus = (typeof LEGACY_STATUSES)[number];
export const LEGACY_STATUSES = [
  'NONE',
  'BLANK',
  'CLEAN',
  'HELD',
  'MISSING',
  'CLEARED',
  'SHARED',
  'TAKEN',
  'UNREADABLE',
  'DISAGREEING',
  'CHANGED',
] as const;

/** The statuses that a person must decide about. */
export const UNRESOLVED = [
  'SHARED',
  'TAKEN',
  'UNREADABLE',
  'DISAGREEING',
  'CHANGED',
  'CLEARED',
] as const satisfies LegacyStatus[];

/** A company in the legacy table, and what Linekeeper knows about it. */
export interface LegacyTenant {
  country: CountryCode | null;
  columnValue: string | null;
  /** JSON: the number, or the whole setting if that isn't an object. */
  configValue: string | null;
  configIsObject: boolean;
  configPath: readonly string[];
  /** Whether the table has a column for numbers. */
  hasColumn: boolean;
  /** The line that it holds in Linekeeper. */
  heldLine: PhoneNumber | null;
  /** A person has decided about it, and its JSON wasn't an object then. */
  isDecided?: boolean;
  /** Lines are written to the legacy table. Otherwise, none of them is missing there. */
  isLinked: boolean;
  /** `restore` has found a place empty that `contract` had left with a number, and it's still empty. */
  isCleared?: boolean;
}

/** The status of one company by itself: CLEAN until it's compared with the others. */
export interface LegacyVerdict {
  status: Exclude<LegacyStatus, 'SHARED' | 'TAKEN'>;
  column: LegacyReading;
  config: LegacyReading;
  /** The number to move. Null unless CLEAN. */
  phoneNumber: PhoneNumber | null;
}

export function judgeLegacyTenant(tenant: LegacyTenant): LegacyVerdict {
  const {
    country,
    columnValue,
    configValue,
    configIsObject,
    configPath,
    hasColumn,
    heldLine,
    isDecided = false,
    isLinked,
    isCleared = false,
  } = tenant;
  const column = readLegacyText(columnValue, country);
  const config = readLegacyJson(configValue, { country, inObject: configIsObject, path: configPath, isDecided });
  const numbers = numbersOf(column, config);
  const kinds = [column.kind, config.kind];
  const verdict = (status: LegacyVerdict['status']): LegacyVerdict => ({
    status,
    column,
    config,
    phoneNumber: status === 'CLEAN' ? (numbers[0] ?? null) : null,
  });
  if (isCleared && isLinked && heldLine !== null && numbers.every((number) => number === heldLine))
    return verdict('CLEARED');
  if (numbers.length === 0 && !kinds.includes('UNREADABLE')) {
    // JSON that isn't an object has no place for a number, so nothing is missing there.
    if (heldLine !== null) return verdict(isLinked && (hasColumn || configIsObject) ? 'MISSING' : 'HELD');
    return verdict(kinds.includes('BLANK') ? 'BLANK' : 'NONE');
  }
  if (kinds.includes('UNREADABLE')) return verdict('UNREADABLE');
  if (numbers.length > 1) return verdict('DISAGREEING');
  if (heldLine === null) return verdict('CLEAN');
  return verdict(numbers[0] === heldLine ? 'HELD' : 'CHANGED');
}

/** The different numbers in readings. */
export function numbersOf(...readings: LegacyReading[]): PhoneNumber[] {
  return [...new Set(readings.filter((reading) => reading.kind === 'NUMBER').map((reading) => reading.phoneNumber))];
}
