/** For example `12,000`. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** A count with its noun, for example `1 company`, `2 companies`; also with a verb: `1 number was`, `2 numbers were`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** For the noun of nearly everything here. */
export function companies(count: number): string {
  return countOf(count, 'company', 'companies');
}
