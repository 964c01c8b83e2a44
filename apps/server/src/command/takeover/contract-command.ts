import { openLegacyStorage } from '@linekeeper/db';
import { type OwnerCommand, Refused, WrongUse } from '../command.ts';
import { COUNTRY_OPTION, readCountry } from './country-option.ts';
import { countLines } from './legacy-lines.ts';
import { Rate, written } from './rate.ts';

export const CONTRACT_COMMAND: OwnerCommand = {
  asOwner: true,
  name: 'contract',
  summary: 'Drop the legacy storage, once every number in it is moved or decided about',
  explanation: [
    'Empties twilioConfig.phoneNumber and drops the column tenants."phoneNumber". What stood there is kept in the table',
    'legacy_settlements. Programs that still read the legacy storage fail from then on.',
  ],
  options: { yes: { help: 'needed: the legacy system cannot go on afterwards' }, ...COUNTRY_OPTION },
  prepare(input) {
    const country = readCountry(input);
    if (input.options.yes !== true) throw new WrongUse('Nothing was dropped. Add --yes if you mean it');
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
              'Nothing was dropped: not every number is moved or decided about. Run linekeeper backfill, then decide the rest.',
              '',
              ...countLines(answer.left),
            ].join('\n'),
          );
        case 'STILL_WRITTEN':
          throw new Refused(
            `The column was not dropped: the legacy system wrote to ${written(answer.companies)} companies meanwhile. End it, run linekeeper census, then this again`,
          );
        case 'NOTHING_LEFT':
          return { lines: ['There is nothing left to drop.'], json: answer };
        case 'DROPPED':
          return {
            lines: [`Dropped the legacy storage; ${written(answer.cleared)} companies had something in it.`],
            json: answer,
          };
      }
    };
  },
};
