const DECIMAL_DIGIT = /^\p{Nd}$/u;

/** The zero of the set of ten that this character belongs to, as a code point; null where it is no decimal digit. */
function zeroOf(character: string): number | null {
  const codePoint = character.codePointAt(0);
  if (codePoint === undefined || !DECIMAL_DIGIT.test(character)) return null;
  // Unicode encodes every set as ten digits in a row from zero, and neighbouring sets (mathematical digits) in tens.
  let first = codePoint;
  while (DECIMAL_DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return codePoint - ((codePoint - first) % 10);
}

/**
 * The text with every decimal digit (`\p{Nd}`) written as 0–9; everything else stays. Null where digits of two sets
 * meet (`88८६`, `１2`): which number was meant is then a guess.
 */
export function toAsciiDigits(text: string): string | null {
  let set: number | null = null;
  let ascii = '';
  for (const character of text) {
    const zero = zeroOf(character);
    if (zero === null) {
      ascii += character;
      continue;
    }
    if (set !== null && set !== zero) return null;
    set = zero;
    ascii += String((character.codePointAt(0) ?? zero) - zero);
  }
  return ascii;
}
