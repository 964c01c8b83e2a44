import { formatCount } from '../format-count.ts';
import type { LeftNumber } from '../left-numbers.ts';
import type { RevertOutcome } from '../revert.ts';
import { firstRows } from './first-rows.ts';
import type { Columns, ReportFile } from './report-file.ts';

/** Why `legacy revert` has left a company as it is. UNKNOWN: no company has the id. */
export type LeftReason = Exclude<RevertOutcome, 'REVERTED'> | 'UNKNOWN';

const REVERT_WORDS: Readonly<Record<LeftReason, string>> = {
  LINE_CHANGED: 'the company has changed or released its number since',
  PLACE_CHANGED: 'your product has changed the number in the legacy table since',
  TAKEN: 'another company has the number in the legacy table now',
  REPLACED: 'your product has stored something else instead of the object that contained the number',
  NOTHING: 'nothing was moved or decided for it, or revert has already handled it',
  UNKNOWN: 'no company has this id',
};

/** A company that a command has left as it is, and why. With a place: what it has there. */
export interface Left<Reason extends string> {
  tenantId: string;
  place?: string;
  reason: Reason;
}

/** A company that `legacy revert` has left as it is. */
export type LeftCompany = Left<LeftReason>;

const EMPTY_WORDS: Readonly<Record<LeftNumber['reason'], string>> = {
  NOT_AN_OBJECT: "the JSON isn't an object, so only your product can remove the number",
  DIFFERENT: 'it differs from the number in Linekeeper',
  CHANGED: 'it has changed meanwhile; run this again',
};

/** What a report of `legacy revert` shows of a company. */
export const LEFT_COLUMNS: Columns<LeftCompany> = {
  tenantId: ({ tenantId }) => tenantId,
  reason: ({ reason }) => reason,
  explanation: ({ reason }) => REVERT_WORDS[reason],
};

/** What a report of `contract --empty` shows of a number. */
export const LEFT_NUMBER_COLUMNS: Columns<LeftNumber> = {
  tenantId: ({ tenantId }) => tenantId,
  place: ({ place }) => place,
  reason: ({ reason }) => reason,
  explanation: ({ reason }) => EMPTY_WORDS[reason],
};

export const leftLines = (left: readonly LeftCompany[], title: string): string[] => lines(left, title, REVERT_WORDS);
export const leftNumberLines = (left: readonly LeftNumber[], title: string): string[] =>
  lines(left, title, EMPTY_WORDS);

/** How many companies are in a list. */
export const companiesOf = (left: readonly { tenantId: string }[]): number =>
  new Set(left.map(({ tenantId }) => tenantId)).size;

/** How many companies were left for each reason if there are several, and the first of them. */
function lines<Reason extends string>(
  left: readonly Left<Reason>[],
  title: string,
  wording: Readonly<Record<Reason, string>>,
): string[] {
  if (left.length === 0) return [];
  const counts = Object.entries<string>(wording).flatMap(([reason, words]) => {
    const count = companiesOf(left.filter((one) => one.reason === reason));
    return count > 0 ? [`  ${formatCount(count)}: ${words}.`] : [];
  });
  const hasPlaces = left.some(({ place }) => place !== undefined);
  return [
    '',
    title,
    ...(counts.length > 1 ? [...counts, ''] : []),
    ...firstRows(
      ['COMPANY', ...(hasPlaces ? ['PLACE'] : []), 'WHY'],
      left.map(({ tenantId, place, reason }) => [tenantId, ...(hasPlaces ? [place ?? ''] : []), wording[reason]]),
      '--report <file> writes all of them',
    ),
  ];
}

export async function writeLeft<Row>(files: readonly ReportFile<Row>[], left: readonly Row[]): Promise<void> {
  for (const file of files) {
    await file.add(left);
    await file.finish();
  }
}
