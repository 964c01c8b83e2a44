import { UNPRINTABLE } from '@linekeeper/contract';

/**
 * JSON that is safe for a terminal: invisible characters are escaped, without changing its meaning. Line breaks are kept as
 * layout, because JSON has already escaped those inside texts.
 */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) => (character === '\n' ? character : escapeUnits(character)));
}

function escapeUnits(character: string): string {
  return Array.from(character.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
