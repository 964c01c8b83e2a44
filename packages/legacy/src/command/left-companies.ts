import { formatCount } from '../format-count.ts';
import type { RevertOutcome } from '../revert.ts';
import { firstRows } from './first-rows.ts';
import type { Columns, ReportFile } from './report-file.ts';

/** Why `legacy revert` has left a company as it is. UNKNOWN: no company has the id. */
export type LeftReason = Exclude<RevertOutcome, 'REVERTED'> | 'UNKNOWN';

const WORDS: Readonly<Record<LeftReason, string>> = {
  LINE_CHANGED: 'the company has changed or released its number since',
  PLACE_CHANGED: 'your product has changed the number in the legacy table since',
  TAKEN: 'another company has the number in the legacy table now',
  REPLACED: 'your product has stored something else instead of the object that contained the number',
  NOTHING: 'nothing was moved or decided for it, or revert has already handled it',
  UNKNOWN: 'no company has this id',
};

/** A company that `legacy revert` has left as it is. */
export interface LeftCompany {
  tenantId: string;
  reason: LeftReason;
}

/** What a report of `legacy revert` shows of a company. */
export const LEFT_COLUMNS: Columns<LeftCompany> = {
  tenantId: ({ tenantId }) => tenantId,
  reason: ({ reason }) => reason,
  explanation: ({ reason }) => WORDS[reason],
};

/** How many companies were left for each reason if there are several, and the first of them. */
export function leftLines(left: readonly LeftCompany[], title: string): string[] {
  if (left.length === 0) return [];
  const counts = Object.entries(WORDS).flatMap(([reason, words]) => {
    const count = left.filter((company) => company.reason === reason).length;
    return count > 0 ? [`  ${formatCount(count)}: ${words}.`] : [];
  });
  return [
    '',
    title,
    ...(counts.length > 1 ? [...counts, ''] : []),
    ...firstRows(
      ['COMPANY', 'WHY'],
      left.map(({ tenantId, reason }) => [tenantId, WORDS[reason]]),
      '--report <file> writes all of them',
    ),
  ];
}

export async function writeLeft(
  files: readonly ReportFile<LeftCompany>[],
  left: readonly LeftCompany[],
): Promise<void> {
  for (const file of files) {
    await file.add(left);
    await file.finish();
  }
}
