import { type OwnerCommand, Refused, WrongUse } from '@linekeeper/core';
import { openLegacyStorage } from '../legacy-storage.ts';
import { COUNTRY_OPTION, readCountry } from './country-option.ts';
import { countLines } from './legacy-lines.ts';
import { Rate, written } from './rate.ts';

export const CONTRACT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'contract',
  summary: 'Empty the legacy storage, once every number in it is moved or decided about',
  explanation: [
    'Empties twilioConfig.phoneNumber and the column "phoneNumber" of public.tenants. What was there is kept in the table',
    'linekeeper.legacy_settlements. Programs that still read the legacy storage find no numbers from then on.',
  ],
  options: { yes: { help: 'required: the legacy system finds no numbers afterwards' }, ...COUNTRY_OPTION },
  prepare(input) {
    const country = readCountry(input);
    if (input.options.yes !== true) throw new WrongUse('Nothing was emptied. Add --yes to confirm');
    return async ({ urls, progress }) => {
      await using storage = await openLegacyStorage(urls);
      const rate = new Rate();
      const answer = await storage.contract({
        country,
        onProgress: (done, total) => progress(rate.line('read', done, total)),
        onCleared: (done, total) => progress(rate.line('emptied', done, total)),
      });
      switch (answer.outcome) {
        case 'UNRESOLVED':
          throw new Refused(
            [
              'Nothing was emptied: not every number is moved or decided about. Run linekeeper backfill, then decide the rest.',
              '',
              ...countLines(answer.left),
            ].join('\n'),
          );
        case 'STILL_WRITTEN':
          throw new Refused(
            `The legacy system wrote to ${written(answer.companies)} companies meanwhile. Stop it, run linekeeper census, then run this again`,
          );
        case 'NOTHING_LEFT':
          return { lines: ['There is nothing left to empty.'], json: answer };
        case 'EMPTIED':
          return {
            lines: [`Emptied the legacy storage of ${written(answer.cleared)} companies.`],
            json: answer,
          };
      }
    };
  },
};
