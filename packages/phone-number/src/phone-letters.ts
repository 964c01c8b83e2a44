const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'] as const;
const LABEL = /^[\p{L}\p{M}\s.:(-]*[\p{L}\p{M}][\s.:]+(?=[+＋﹢(\d])/u;

/** The keypad digits of the letters in a word (`FLOWERS` → `3569377`). Null if there is no word in Latin letters. */
export function toKeypadDigits(text: string): string | null {
  // A single letter is usually a typing mistake (O for 0, l for 1), and its keypad digit would make another number.
  if (!/[a-z]{3}/i.test(text)) return null;
  return text.replace(/[a-z]/gi, (letter) => String(KEYPAD.findIndex((key) => key.includes(letter.toLowerCase())) + 2));
}

/** The text without the words before the number (`Tel.: +44 …`). Null if it doesn't start with a word. */
export function withoutLabel(text: string): string | null {
  const rest = text.replace(LABEL, '');
  return rest === text ? null : rest;
}
