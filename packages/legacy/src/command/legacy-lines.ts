import { table } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { formatPhoneNumber, PHONE_INVALID_MESSAGES } from '@linekeeper/phone-number';
import { countOf, formatCount } from '../format-count.ts';
import type { LegacyEntry } from '../legacy-entries.ts';
import type { LegacyReason } from '../legacy-reading.ts';
import type { LegacyStatus } from '../legacy-tenant.ts';
import type { LegacyCounts } from '../staging.ts';

/** What each status means, and what to do about it. */
const MEANINGS: Readonly<Record<LegacyEntry['kind'] | LegacyStatus, string>> = {
  CLEAN: 'only this company has the line; linekeeper backfill moves it',
  HELD: 'the company holds this line in Linekeeper',
  MISSING: 'the line is not in the legacy table yet; the server writes it',
  NONE: 'there is nothing to move',
  BLANK: 'an empty text; nothing to do',
  SHARED: 'several companies have the same line; decide with linekeeper assign',
  TAKEN: 'another company holds the line in Linekeeper; decide with linekeeper assign',
  REFUSED: 'claims that were refused because of another legacy row; decide with linekeeper assign',
  DISAGREEING: 'the two places hold different numbers; decide with linekeeper assign',
  UNREADABLE: 'not a valid number; decide with linekeeper assign',
  CHANGED: 'the company holds another line in Linekeeper; decide with linekeeper assign',
  CLEARED: 'your product has cleared a line that the company holds in Linekeeper; decide with linekeeper assign',
};
const SHOWN = 20;

/** `isContracted`: nothing is decided any more. */
export function countLines(counts: LegacyCounts, { isContracted = false } = {}): string[] {
  const rows = Object.entries(MEANINGS).map(([status, text]) => {
    const meaning = isContracted ? text.replace(/; (decide with|linekeeper backfill).*/, '') : text;
    const count = formatCount(status === 'REFUSED' ? counts.refusedClaims : counts[status as LegacyStatus]);
    const lines = status === 'SHARED' ? ` (${countOf(counts.sharedLines, 'line', 'lines')})` : '';
    return [`  ${nameOf(status)}`, count.padStart(10), `${meaning}${count === '0' ? '' : lines}`];
  });
  return table(['  COMPANIES', formatCount(counts.tenants).padStart(10), ''], rows);
}

/** The name of a status on screens and in spreadsheets. */
export const nameOf = (status: string): string => status.toLowerCase();

/** What else the operator should know before moving numbers. */
export function notes({ country, otherKeys }: LegacyCounts): string[] {
  const { decided, otherTimezone, sameCode, otherCode } = country;
  const lines: string[] = [];
  if (decided > 0) lines.push(`${countOf(decided, 'number was', 'numbers were')} read with the default country.`);
  if (otherTimezone > 0) {
    lines.push(
      `Warning: ${countOf(otherTimezone, 'of these companies has', 'of these companies have')} a time zone of another country.`,
    );
  }
  if (decided > 0 && otherCode > sameCode) {
    lines.push(
      `Warning: of the companies without a country, ${countOf(otherCode, 'has', 'have')} a number with the calling code of another country, and only ${formatCount(sameCode)} with that of the default country.`,
    );
  }
  if (otherKeys > 0) {
    lines.push(
      `${countOf(otherKeys, 'company has', 'companies have')} something like a number under another key of the JSON column, which isn't read. See --config.`,
    );
  }
  return lines.length > 0 ? ['', ...lines] : [];
}

/** Whether a person must decide about such an entry. */
export const needsDecision = (kind: LegacyEntry['kind']): boolean => kind !== 'BLANK' && kind !== 'MISSING';

/** The first entries that a person has to check, and where the others are. */
export class FirstEntries {
  readonly #first: LegacyEntry[] = [];
  #all = 0;

  add(entries: readonly LegacyEntry[]): void {
    const needed = entries.filter(({ kind }) => needsDecision(kind));
    this.#all += needed.length;
    this.#first.push(...needed.slice(0, SHOWN - this.#first.length));
  }

  lines(): string[] {
    if (this.#all === 0) return [];
    const rows = this.#first.map((entry) => [
      nameOf(entry.kind),
      entry.phoneNumber ? formatPhoneNumber(entry.phoneNumber) : '–',
      entry.tenantId,
      shortened(entry.tenantName),
      entry.place,
      shortened(entry.spelling),
      day(entry.tenantCreatedAt),
      day(entry.tenantUpdatedAt),
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
      more > 0 ? ['', `… and ${countOf(more, 'more place', 'more places')}; --report <file> writes all of them.`] : [];
    return ['', ...table(heads, rows), ...rest];
  }
}

/** A sentence that says why a text isn't a number. */
export function reasonInWords(reason: LegacyReason): string {
  if (reason === 'NOT_A_STRING') return 'The setting phoneNumber is not a text';
  if (reason === 'CONFIG_NOT_AN_OBJECT') return 'The setting that contains the number is not an object';
  return PHONE_INVALID_MESSAGES[reason];
}

function day(date: Date | null): string {
  return date?.toISOString().slice(0, 10) ?? '–';
}

/** One line, with everything escaped that could move the cursor. */
function shortened(text: string): string {
  const plain = printableName(text.replace(/\p{Cc}/gu, '�'));
  return plain.length > 32 ? `${plain.slice(0, 31)}…` : plain;
}
