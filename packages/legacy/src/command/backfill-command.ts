import type { OwnerCommand } from '@linekeeper/command';
import { companies, countOf } from '../format-count.ts';
import { openLegacyStorage } from '../legacy-storage.ts';
import { Rate } from './rate.ts';
import { REPORT_OPTIONS, report, reportFiles, unresolvedIn, withReports } from './report.ts';
import { warnUnfollowed } from './warn-unfollowed.ts';

export const BACKFILL_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'backfill',
  summary: 'Give every company the line that it has in the legacy table, if census calls it clean',
  explanation: [
    'The legacy table stays as it is. Changes that companies make meanwhile win. You can stop this command at any time and',
    'run it again: it continues. The exit code is 3 if a person must decide something. To undo it: linekeeper legacy revert.',
  ],
  options: REPORT_OPTIONS,
  prepare(input) {
    const files = reportFiles(input);
    return ({ operator, progress, warn }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(operator);
        await warnUnfollowed(storage, warn);
        const reading = new Rate();
        let moving: Rate | undefined;
        const { moved, left } = await storage.backfill({
          onProgress: (done, total) => progress(reading.line('read', done, total)),
          onMoved: (done, total) => {
            moving ??= new Rate();
            progress(moving.line('moved', done, total));
          },
        });
        const unresolved = unresolvedIn(left);
        const sum = reading.sum(left.tenants);
        return {
          lines: [
            `Read ${companies(left.tenants)} and moved ${countOf(moved, 'number', 'numbers')} ${sum}. This is left:`,
            '',
            ...(await report(storage, left, files)),
          ],
          json: { moved, left, unresolved, seconds: reading.seconds, reports: files.map(({ path }) => path) },
          unresolved: unresolved > 0,
        };
      });
  },
};
