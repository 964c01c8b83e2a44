import { table } from '@linekeeper/command';
import { printableName } from '@linekeeper/contract';
import { formatCount } from '../format-count.ts';

const SHOWN = 20;

/** A table of the first rows, and where the others are. The first cell of a row is the company's id. */
export function firstRows(heads: readonly string[], all: readonly (readonly string[])[], others: string): string[] {
  const [first = '', ...rest] = heads;
  const shown = all.slice(0, SHOWN).map(([id = '', ...cells]) => [`  ${printableName(id)}`, ...cells]);
  const more = all.length - shown.length;
  return [
    ...table([`  ${first}`, ...rest], shown),
    ...(more > 0 ? [`  … and ${formatCount(more)} more; ${others}.`] : []),
  ];
}
