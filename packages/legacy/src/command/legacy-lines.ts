import { table } from '@linekeeper/core';
import { formatPhoneNumber, PHONE_INVALID_MESSAGES } from '@linekeeper/phone-number';
import type { LegacyStatus } from '../legacy-company.ts';
import type { LegacyEntry } from '../legacy-entries.ts';
import type { LegacyReason } from '../legacy-reading.ts';
import type { LegacyCounts } from '../staging.ts';

/** What each status is called and calls for. */
const STATUSES: Readonly<Record<LegacyStatus, [string, string]>> = {
  CLEAN: ['clean', 'linekeeper backfill moves them'],
  SETTLED: ['settled', 'moved or decided about before'],
  SUPERSEDED: ['set since', 'the company has set or released its number itself since'],
  LOST: ['lost', 'the line was assigned to another company'],
  NONE: ['without', 'there is nothing to move'],
  BLANK: ['blank', 'an empty text; nothing to do'],
  CONFLICT: ['shared', 'the same line at several companies; decide with linekeeper assign'],
  TAKEN: ['taken', 'another company has claimed the line since; decide with linekeeper assign'],
  DISAGREE: ['disagreeing', 'the two places hold different numbers; decide with linekeeper assign'],
  UNREADABLE: ['unreadable', 'not a valid number; decide with linekeeper assign'],
  CHANGED: ['changed', 'the legacy system changed the number after it was decided: stop it, then decide'],
};
const SHOWN = 20;

export function countLines(counts: LegacyCounts): string[] {
  const rows = Object.entries(STATUSES).map(([status, [name, meaning]]) => {
    const count = counts[status as LegacyStatus].toLocaleString('en');
    const lines = status === 'CONFLICT' ? ` (${counts.conflictingLines.toLocaleString('en')} lines)` : '';
    return [`  ${name}`, count.padStart(10), `${meaning}${count === '0' ? '' : lines}`];
  });
  return table(['  COMPANIES', counts.companies.toLocaleString('en').padStart(10), ''], rows);
}

/** The first entries that a person has to look at, and where the rest is. */
export class FirstEntries {
  readonly #first: LegacyEntry[] = [];
  #all = 0;

  add(entries: readonly LegacyEntry[]): void {
    const needed = entries.filter(({ kind }) => !['LOST', 'SUPERSEDED', 'BLANK'].includes(kind));
    this.#all += needed.length;
    this.#first.push(...needed.slice(0, SHOWN - this.#first.length));
  }

  lines(): string[] {
    if (this.#all === 0) return [];
    const rows = this.#first.map((entry) => [
      STATUSES[entry.kind][0],
      entry.phoneNumber ? formatPhoneNumber(entry.phoneNumber) : '–',
      entry.companyId,
      shortened(entry.companyName),
      entry.place,
      shortened(entry.spelling),
      day(entry.companyCreatedAt),
      day(entry.companyUpdatedAt),
      String(entry.members ?? '–'),
      day(entry.lastSignInAt),
      entry.suggestion ? `meant: ${formatPhoneNumber(entry.suggestion)}` : (entry.reason ?? ''),
    ]);
    const heads = [
      ...['WHY', 'LINE', 'COMPANY', 'NAME', 'PLACE', 'SPELLING'],
      ...['CREATED', 'UPDATED', 'PEOPLE', 'LAST SIGN-IN', 'READING'],
    ];
    const more = this.#all - this.#first.length;
    const rest =
      more > 0 ? ['', `… and ${more.toLocaleString('en')} more places; --report <file> writes all of them.`] : [];
    return ['', ...table(heads, rows), ...rest];
  }
}

/** Why a text is no number, in a sentence. */
export function reasonInWords(reason: LegacyReason): string {
  if (reason === 'NOT_A_STRING') return 'The setting phoneNumber is not a text';
  if (reason === 'CONFIG_NOT_AN_OBJECT') return 'The setting twilioConfig is not an object';
  return PHONE_INVALID_MESSAGES[reason];
}

function day(date: Date | null): string {
  return date?.toISOString().slice(0, 10) ?? '–';
}

/** In one line, without what could move the cursor. */
function shortened(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '�');
  return plain.length > 32 ? `${plain.slice(0, 31)}…` : plain;
}
