import { printable } from './printable.ts';

/** In columns of the terminal. With a longer name, the other cells would be outside the window. */
const MAX_WIDTH = 60;
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Lines with aligned columns. Stored text is escaped, so it can't move the cursor. Use {@link nameCell} for names. */
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

/** A cell for text that people chose. Spaces are collapsed, so that it can't imitate columns. Long text is cut. */
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

/** How many columns a text takes on a terminal: two for a wide character, none for a combining mark. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
