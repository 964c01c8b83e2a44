import { printable } from './printable.ts';

/** In columns of the terminal. A longer name would push the other cells out of sight. */
const MAX_WIDTH = 60;
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns as wide as what stands in them. What is stored can't move the cursor; names go through {@link nameCell}. */
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

/** Text that people chose. Padding becomes one space, so that it can't draw columns of its own; a long text is cut. */
export function nameCell(text: string): string {
  const cell = printable(text.replace(/\p{Zs}+/gu, ' ').trim());
  if (widthOf(cell) <= MAX_WIDTH) return cell;
  let cut = '';
  for (const { segment } of graphemes.segment(cell)) {
    if (widthOf(cut + segment) >= MAX_WIDTH) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** How many columns a terminal gives a text: two for a wide character, none for a mark that belongs to the one before. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
