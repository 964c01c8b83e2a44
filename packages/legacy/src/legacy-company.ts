import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import { type LegacyReading, readLegacyJson, readLegacyText } from './legacy-reading.ts';

/**
 * What a company's legacy number calls for.
 * - NONE, BLANK: there is no number.
 * - CLEAN: nobody else has this line; it can be moved.
 * - SETTLED: it was moved or decided about, and hasn't changed since.
 * - SUPERSEDED: the company has set a number itself since, and that one counts.
 * - LOST: the line was assigned to another company.
 * - CONFLICT: the legacy system gave the same line to several companies.
 * - TAKEN: another company has set the same line since.
 * - UNREADABLE: one of the places has something that isn't a number.
 * - DISAGREE: the two places hold different numbers.
 * - CHANGED: the legacy system wrote another one after it was settled, so that system still runs.
 */
export type LegacyStatus = (typeof LEGACY_STATUSES)[number];
export const LEGACY_STATUSES = [
  'NONE',
  'BLANK',
  'CLEAN',
  'SETTLED',
  'SUPERSEDED',
  'LOST',
  'CONFLICT',
  'TAKEN',
  'UNREADABLE',
  'DISAGREE',
  'CHANGED',
] as const;

/** Those that a person has to decide. */
export const UNRESOLVED = ['CONFLICT', 'TAKEN', 'UNREADABLE', 'DISAGREE', 'CHANGED'] as const satisfies LegacyStatus[];

/** A company in the legacy storage, and what Linekeeper knows about it. */
export interface LegacyCompany {
  id: string;
  country: CountryCode | null;
  columnValue: string | null;
  /** JSON. */
  configValue: string | null;
  configIsObject: boolean;
  /** It holds a line in Linekeeper, or its history has a change of one. */
  decidedItself: boolean;
  /** Whether the settlement matches the current values. Null: there is no settlement. */
  settledAsIs: boolean | null;
}

/** The status of one company by itself: CLEAN until it's compared with the others. */
export interface LegacyVerdict {
  status: Extract<
    LegacyStatus,
    'NONE' | 'BLANK' | 'CLEAN' | 'SETTLED' | 'SUPERSEDED' | 'UNREADABLE' | 'DISAGREE' | 'CHANGED'
  >;
  column: LegacyReading;
  config: LegacyReading;
  /** The number that is to be moved; null unless CLEAN. */
  phoneNumber: PhoneNumber | null;
}

const UNREAD: LegacyReading = { kind: 'NONE' };

export function judgeLegacyCompany(company: LegacyCompany): LegacyVerdict {
  const { country, columnValue, configValue, configIsObject, decidedItself, settledAsIs } = company;
  // Most of a second run: nothing to read again.
  if (settledAsIs) return { status: 'SETTLED', column: UNREAD, config: UNREAD, phoneNumber: null };
  const column = readLegacyText(columnValue, country);
  const config = readLegacyJson(configValue, { country, inObject: configIsObject });
  const numbers = [...new Set([column, config].filter((r) => r.kind === 'NUMBER').map((r) => r.phoneNumber))];
  const kinds = [column.kind, config.kind];
  const verdict = (status: LegacyVerdict['status']): LegacyVerdict => ({
    status,
    column,
    config,
    phoneNumber: status === 'CLEAN' ? (numbers[0] ?? null) : null,
  });
  if (numbers.length === 0 && !kinds.includes('UNREADABLE')) return verdict(kinds.includes('BLANK') ? 'BLANK' : 'NONE');
  if (settledAsIs === false) return verdict('CHANGED');
  if (decidedItself) return verdict('SUPERSEDED');
  if (kinds.includes('UNREADABLE')) return verdict('UNREADABLE');
  return verdict(numbers.length > 1 ? 'DISAGREE' : 'CLEAN');
}
