/**
 * One line of text without invisible characters: no control characters, line breaks or marks that change the direction of
 * writing. Half of a surrogate pair and noncharacters are refused, too, because they can't be stored or sent as XML. Joiners and
 * variation selectors are allowed, because some scripts and emoji need them.
 */
export const PLAIN_TEXT =
  /^(?:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|\u200c|\u200d|[\ufe00-\ufe0f]|[\u180b-\u180d])*$/u;

/** Each character that {@link PLAIN_TEXT} refuses. */
export const UNPRINTABLE =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u180b-\u180d])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Names are cut to this width. With a longer name, the other cells of a table would be outside the window. */
const MAX_WIDTH = 60;
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Stored text that is safe for a terminal: characters that are invisible, move the cursor or change the direction are escaped. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A name that people chose, for a table or a sentence. Spaces are collapsed, so that it can't imitate columns. Long text is cut. */
export function printableName(text: string): string {
  const name = printable(text.replace(/\p{Zs}+/gu, ' ').trim());
  if (widthOf(name) <= MAX_WIDTH) return name;
  let cut = '';
  for (const grapheme of graphemesOf(name)) {
    if (widthOf(cut + grapheme) >= MAX_WIDTH) break;
    cut += grapheme;
  }
  return `${cut}…`;
}

/** How many columns a text takes on a terminal: two for a wide character, none for a combining mark. */
export function widthOf(text: string): number {
  return graphemesOf(text).reduce((width, grapheme) => width + (WIDE.test(grapheme) ? 2 : 1), 0);
}

function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}
