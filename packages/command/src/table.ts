import { printable, widthOf } from '@linekeeper/contract';

/** Lines with aligned columns. Stored text is escaped, so it can't move the cursor. Use `printableName` for names. */
export function table(heads: string[], rows: string[][]): string[] {
  const lines = [heads, ...rows.map((cells) => cells.map(printable))];
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))));
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
