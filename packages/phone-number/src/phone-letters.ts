const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'] as const;
const LABEL = /^[\p{L}\p{M}\s.:(-]*[\p{L}\p{M}][\s.:]+(?=[+＋﹢(\d])/u;

/** The digits under the letters of a word (`FLOWERS` → `3569377`); null where no word is spelled in Latin letters. */
export function toKeypadDigits(text: string): string | null {
  // A lone letter is more often a slip (O for 0, l for 1) than a word, and its key would be another number.
  if (!/[a-z]{3}/i.test(text)) return null;
  return text.replace(/[a-z]/gi, (letter) => String(KEYPAD.findIndex((key) => key.includes(letter.toLowerCase())) + 2));
}

/** The text without the words before the number (`Tel.: +44 …`); null where it does not start with any. */
export function withoutLabel(text: string): string | null {
  const rest = text.replace(LABEL, '');
  return rest === text ? null : rest;
}
