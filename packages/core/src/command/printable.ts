import { UNPRINTABLE } from '@linekeeper/contract';

/** Stored text as a terminal may show it: what is invisible, moves the cursor or turns the line around is written out. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same within JSON, which stays the same JSON. Line breaks are the layout's: those of texts are escaped already. */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) => (character === '\n' ? character : escapeUnits(character)));
}

function escapeUnits(character: string): string {
  return Array.from(character.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
