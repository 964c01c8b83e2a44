import { companies, countOf } from '../format-count.ts';
import type { RestoreConflict } from '../restore.ts';
import { firstRows } from './first-rows.ts';

const OTHERS = '--json lists all of them';

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
          `Your product has changed the numbers of ${companies(numbers)} since contract. What it has stored stays, and the companies keep`,
          'their lines in Linekeeper. linekeeper census lists the numbers; decide with linekeeper assign.',
        ]
      : []),
    ...(details.length > 0
      ? [
          '',
          `${countOf(details.length, 'company has', 'companies have')} details or settings that were changed in both systems, or that the legacy table can't store. It keeps`,
          'what it has. If the value of Linekeeper is right, the company must save it again:',
          ...firstRows(
            ['COMPANY', 'LEFT AS IT IS'],
            details.map(({ tenantId, fields }) => [tenantId, fields.join(', ')]),
            OTHERS,
          ),
        ]
      : []),
    ...(onlyOurs.length > 0
      ? [
          '',
          `${countOf(onlyOurs.length, 'company was', 'companies were')} created since contract, and the legacy table doesn't have them. They stay in Linekeeper. If your product`,
          'needs them, create them there with the same ids:',
          ...firstRows(
            ['COMPANY'],
            onlyOurs.map(({ tenantId }) => [tenantId]),
            OTHERS,
          ),
        ]
      : []),
  ];
}
