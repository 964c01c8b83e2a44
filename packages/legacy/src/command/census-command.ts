import type { OwnerCommand } from '@linekeeper/command';
import { companies, countOf } from '../format-count.ts';
import type { LeftNumber } from '../left-numbers.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { firstRows } from './first-rows.ts';
import { companiesOf } from './left-companies.ts';
import { LINK_OPTIONS, readLinkOptions } from './link-options.ts';
import { Rate } from './rate.ts';
import { REPORT_OPTIONS, report, reportFiles, unresolvedIn, withReports } from './report.ts';
import { warnUnfollowed } from './warn-unfollowed.ts';

const ENDED = [
  'The link to this table has ended (linekeeper contract): nothing is in dispute, and its numbers have no effect any more. Only what',
  'the companies hold in Linekeeper counts.',
];

export const CENSUS_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'census',
  summary: 'Show which numbers in the legacy table can be moved, without changing anything',
  explanation: [
    'It also works before the first migration. If a table is linked, the options of the link apply. The exit code is 3 if a',
    'person must decide something.',
  ],
  options: { ...LINK_OPTIONS, ...REPORT_OPTIONS },
  prepare(input) {
    const link = readLinkOptions(input);
    const files = reportFiles(input);
    return ({ operator, progress, warn }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(operator, link);
        await warnUnfollowed(storage, warn);
        const rate = new Rate();
        const counts = await storage.census({ onProgress: (done, total) => progress(rate.line('read', done, total)) });
        const head = `Read ${companies(counts.tenants)} ${rate.sum(counts.tenants)}. Nothing was changed.`;
        // After `contract`, each company has the line that it holds in Linekeeper.
        const { isContracted } = storage.shape;
        const unresolved = isContracted ? 0 : unresolvedIn(counts);
        const withoutObject = await storage.numbersWithoutObject();
        return {
          lines: [
            ...[head, ...(isContracted ? ENDED : []), '', ...(await report(storage, counts, files))],
            ...withoutObjectLines(withoutObject),
          ],
          json: { counts, unresolved, withoutObject, seconds: rate.seconds, reports: files.map(({ path }) => path) },
          unresolved: unresolved > 0,
        };
      });
  },
};

function withoutObjectLines(left: readonly LeftNumber[]): string[] {
  if (left.length === 0) return [];
  return [
    '',
    `${countOf(companiesOf(left), 'company has', 'companies have')} JSON that isn't an object, so contract --empty leaves the numbers in these places:`,
    ...firstRows(
      ['COMPANY', 'PLACE'],
      left.map(({ tenantId, place }) => [tenantId, place]),
      '--json lists all of them',
    ),
  ];
}
