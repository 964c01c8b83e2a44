import { table } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import type { RestoreConflict } from '../restore.ts';
import { formatCount } from './rate.ts';

const SHOWN = 20;

/** What `legacy restore` didn't write, and what to do about it. Names only: a value can be a secret. */
export function conflictLines(conflicts: readonly RestoreConflict[]): string[] {
  const numbers = conflicts.filter(({ fields }) => fields.includes('number')).length;
  const onlyOurs = conflicts.filter(({ fields }) => fields.includes('row'));
  const details = conflicts
    .map(({ tenantId, fields }) => ({
      tenantId,
      fields: fields.filter((field) => field !== 'number' && field !== 'row'),
    }))
    .filter(({ fields }) => fields.length > 0);
  return [
    ...(numbers > 0
      ? [
          '',
          `Your product has changed the numbers of ${formatCount(numbers)} companies since contract. Nothing was overwritten, and the companies keep their`,
          'lines in Linekeeper. linekeeper census lists the numbers; decide with linekeeper assign.',
        ]
      : []),
    ...(details.length > 0
      ? [
          '',
          `${formatCount(details.length)} companies have details or settings that were changed in both systems, or that the legacy table can't store. It keeps`,
          'what it has. If the value of Linekeeper is right, the company must save it again:',
          ...rows(details.map(({ tenantId, fields }) => [tenantId, fields.join(', ')])),
        ]
      : []),
    ...(onlyOurs.length > 0
      ? [
          '',
          `${formatCount(onlyOurs.length)} companies were created since contract, and the legacy table doesn't have them. They stay in Linekeeper. If your product`,
          'needs them, create them there with the same ids:',
          ...rows(onlyOurs.map(({ tenantId }) => [tenantId])),
        ]
      : []),
  ];
}

function rows(all: readonly string[][]): string[] {
  const shown = all
    .slice(0, SHOWN)
    .map(([id = '', ...cells]) => [`  ${id}`, ...cells].map((cell) => printableName(cell)));
  const more = all.length - shown.length;
  return [
    ...table(all[0]?.length === 1 ? ['  COMPANY'] : ['  COMPANY', 'LEFT AS IT IS'], shown),
    ...(more > 0 ? [`  … and ${formatCount(more)} more; --json lists all of them.`] : []),
  ];
}
