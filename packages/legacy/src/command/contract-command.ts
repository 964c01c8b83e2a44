import { type OwnerCommand, Refused } from '@linekeeper/command';
import { companies, countOf, formatCount } from '../format-count.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { companiesOf, LEFT_NUMBER_COLUMNS, leftNumberLines, writeLeft } from './left-companies.ts';
import { countLines } from './legacy-lines.ts';
import { YES } from './link-options.ts';
import { Rate } from './rate.ts';
import { openReports, REPORT_OPTIONS, withReports } from './report.ts';

export const CONTRACT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'contract',
  confirms: 'This ends the link: programs that use numbers in the legacy table no longer see changes.',
  summary:
    'End the link after every number was moved or decided; with --empty, also remove the numbers from the legacy table',
  explanation: [
    "If anything is undecided, nothing is changed. First copies the companies' details and settings; secrets are encrypted with",
    'LINEKEEPER_SECRET or LINEKEEPER_ENCRYPTION_KEYS, so set the same values as on the servers. Afterwards, neither system sees',
    "the other's changes. The columns of the legacy table stay. To undo it: linekeeper legacy restore.",
  ],
  options: {
    yes: YES,
    empty: { help: 'also remove the numbers from the legacy table; they are kept in linekeeper.legacy_settlements' },
    report: {
      ...REPORT_OPTIONS.report,
      help: 'write the numbers that --empty has left, and why, to a .csv or .json file',
    },
  },
  prepare(input) {
    const { options } = input;
    const files = openReports(input, LEFT_NUMBER_COLUMNS);
    return ({ operator, progress }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(operator);
        const rate = new Rate();
        const answer = await storage.contract({
          empty: options.empty === true,
          onProgress: (done, total) => progress(rate.line('read', done, total)),
          onEmptied: (done) => progress(`emptied ${formatCount(done)}`),
        });
        if (answer.outcome === 'UNRESOLVED') {
          throw new Refused(
            [
              'Nothing was changed, because not every number is moved or decided. Run linekeeper backfill, then decide the rest.',
              ...(answer.left.MISSING > 0
                ? [
                    'The legacy table has not accepted every line yet: "linekeeper census --report" lists the missing ones.',
                  ]
                : []),
              '',
              ...countLines(answer.left),
            ].join('\n'),
          );
        }
        const { emptied, left } = answer;
        await writeLeft(files, left);
        return {
          lines: [
            'The link has ended.',
            ...(options.empty === true ? [`Removed the numbers of ${companies(emptied)} from the legacy table.`] : []),
            ...leftNumberLines(
              left,
              `${countOf(companiesOf(left), 'company still has a number', 'companies still have numbers')} there:`,
            ),
            ...files.map(({ path }) => `\nWrote ${path}.`),
          ],
          json: answer,
          unresolved: left.length > 0,
        };
      });
  },
};
