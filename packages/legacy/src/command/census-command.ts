import type { OwnerCommand } from '@linekeeper/core';
import { openLegacyStorage } from '../legacy-storage.ts';
import { COUNTRY_OPTION, readCountry } from './country-option.ts';
import { Rate, written } from './rate.ts';
import { REPORT_OPTION, report, reportFiles, unresolvedIn, withReports } from './report.ts';

export const CENSUS_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'census',
  summary: 'Read every number in the legacy storage and say which can be moved; changes nothing',
  explanation: ['Works before the first migration too. The exit code is 3 if a person has to decide something.'],
  options: { ...COUNTRY_OPTION, ...REPORT_OPTION },
  prepare(input) {
    const country = readCountry(input);
    const files = reportFiles(input);
    return ({ urls, progress }) =>
      withReports(files, async () => {
        await using storage = await openLegacyStorage(urls);
        const rate = new Rate();
        const counts = await storage.census({
          country,
          onProgress: (done, total) => progress(rate.line('read', done, total)),
        });
        const head = `Read ${written(counts.companies)} companies ${rate.sum(counts.companies)}. Nothing was changed.`;
        const unresolved = unresolvedIn(counts);
        return {
          lines: [head, '', ...(await report(storage, counts, files))],
          json: { counts, unresolved, seconds: rate.seconds, reports: files.map(({ path }) => path) },
          unresolved: unresolved > 0,
        };
      });
  },
};
