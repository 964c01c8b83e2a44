/** A message in a paragraph ends with a full stop. Alone, as a title or an error next to a field, it has none. */
export function asSentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

/** A title or an error next to a field: a single sentence has no full stop, and of several ones the last has it, too. */
export function asTitle(message: string): string {
  return /[.!?]\s/.test(message) ? asSentence(message) : message;
}
