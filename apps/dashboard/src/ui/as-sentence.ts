/** A message in a paragraph ends with a full stop. Alone, as a title or an error next to a field, it has none. */
export function asSentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}
