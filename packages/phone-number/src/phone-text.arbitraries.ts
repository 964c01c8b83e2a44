import fc from 'fast-check';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { PHONE_EXAMPLES } from './phone-number.examples.ts';

// Texts for the properties of the parser: spellings of real numbers, and anything else.

/**
 * Every decimal digit of Unicode with its value, from a list of all of them. The parser computes the value in a
 * different way.
 */
export const DIGIT_VALUES = new Map(
  Array.from({ length: 0x11_0000 }, (_, codePoint) => codePoint)
    .filter(
      (codePoint) => (codePoint < 0xd800 || codePoint > 0xdfff) && /\p{Nd}/u.test(String.fromCodePoint(codePoint)),
    )
    .map((codePoint, index) => [String.fromCodePoint(codePoint), String(index % 10)]),
);

export const country = fc.option(fc.constantFrom(...COUNTRY_CODES), { nil: null });
export const zero = fc.constantFrom(
  ...[...DIGIT_VALUES].filter(([, value]) => value === '0').map(([digit]) => digit.codePointAt(0) ?? 0),
);
export const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 17 });
const anyDigits = fc.string({ unit: fc.constantFrom(...DIGIT_VALUES.keys()), maxLength: 20 });
const anyCodeUnits = fc.array(fc.nat(0xffff), { maxLength: 80 }).map((units) => String.fromCharCode(...units));
export const tenKilobytes = anyCodeUnits.map((text) => (text || '1').repeat(10_000).slice(0, 10_000));
const punctuation = fc.constantFrom(' ', '-', '.', '(', ')', '(0)', '\u00A0', '\u200B', '\uFEFF', '\u200E');
const obstacle = fc.constantFrom(
  ...['+', '00', '011', '0', '1', '8', '06', '15', '9', '/', 'x4', ' ext. 7', ';ext=1', '#', ',', 'A', 'FLOWERS'],
  ...['tel:', 'sip:', '\n', '\0', '\uD800', '१', '１', '𝟏', '²'],
);
const fragment = fc.oneof({ weight: 9, arbitrary: punctuation }, obstacle);
const fragments = fc.array(fc.oneof(fragment, obstacle, digits), { maxLength: 8 }).map((parts) => parts.join(''));

/** An example as people write it. Sometimes a digit is missing, extra or different, or something is in between. */
export const spelling = fc
  .record({
    example: fc.constantFrom(...PHONE_EXAMPLES),
    start: fc.constantFrom('+', '+', '+', '', 'national', 'national 0', 'national 8', '00', '+0'),
    insertions: fc.array(fc.tuple(fc.nat(16), fragment), { maxLength: 3 }),
    edit: fc.constantFrom('none', 'none', 'none', 'shorter', 'longer'),
  })
  .map(({ example: { number, country: home }, start, insertions, edit }) => {
    const national = number.slice(1 + (home ? getCountryCallingCode(home).length : 3));
    let text = start.startsWith('national') ? start.slice('national '.length) + national : start + number.slice(1);
    if (edit === 'shorter') text = text.slice(0, -1);
    if (edit === 'longer') text += '7';
    for (const [at, inserted] of insertions) text = text.slice(0, at) + inserted + text.slice(at);
    return { text, country: home };
  });

export const random = fc.record({
  text: fc.oneof(fragments, anyDigits, fc.string({ unit: 'binary' }), anyCodeUnits),
  country,
});
export const calling = fc
  .tuple(fc.constantFrom(...COUNTRY_CODES), digits, fc.constantFrom('+', '', '00'), country)
  .map(([home, rest, start, readIn]) => ({ text: start + getCountryCallingCode(home) + rest, country: readIn }));
export const national = fc
  .tuple(fc.constantFrom(...COUNTRY_CODES), digits)
  .map(([home, text]) => ({ text, country: home as CountryCode | null }));
export const input = fc.oneof({ weight: 6, arbitrary: spelling }, { weight: 2, arbitrary: calling }, national, random);
