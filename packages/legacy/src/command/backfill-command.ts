import type { OwnerCommand } from '@linekeeper/core';
import { openLegacyStorage } from '../legacy-storage.ts';
import { COUNTRY_OPTION, readCountry } from './country-option.ts';
import { Rate, written } from './rate.ts';
import { REPORT_OPTION, report, reportFiles, unresolvedIn, withReports } from './report.ts';

export const BACKFILL_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'backfill',
  summary: 'Register every company and copy the numbers that census calls clean',
  explanation: [
    'The legacy storage stays as it is. Changes that companies make meanwhile win. You can stop this command at any time and',
    'run it again: it continues where it was. The exit code is 3 if a person has to decide something.',
  ],
  options: { ...COUNTRY_OPTION, ...REPORT_OPTION },
  prepare(input) {
    const country = readCountry(input);
    const files = reportFiles(input);
    return ({ urls, progress }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(urls);
        const reading = new Rate();
        let moving: Rate | undefined;
        const { moved, left } = await storage.backfill({
          country,
          onProgress: (done, total) => progress(reading.line('read', done, total)),
          onMoved: (done, total) => {
            moving ??= new Rate();
            progress(moving.line('moved', done, total));
          },
        });
        const unresolved = unresolvedIn(left);
        const sum = reading.sum(left.companies);
        return {
          lines: [
            `Read ${written(left.companies)} companies and moved ${written(moved)} numbers ${sum}. This is left:`,
            '',
            ...(await report(storage, left, files)),
          ],
          json: { moved, left, unresolved, seconds: reading.seconds, reports: files.map(({ path }) => path) },
          unresolved: unresolved > 0,
        };
      });
  },
};
