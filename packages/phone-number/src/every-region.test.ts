import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { readDialledNumber } from './dialled-number.ts';
import { formatPhoneNumber } from './format-phone-number.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { internationalPrefixIn, PHONE_EXAMPLES, type PhoneExample } from './phone-number.examples.ts';
import type { PhoneNumber } from './phone-number.ts';
import { phoneNumberType } from './phone-number-type.ts';

declare const console: { log(text: string): void };

/** Examples that are refused, each with the reason. Every other example is accepted in every spelling. */
const REFUSED: Readonly<Record<string, string>> = {
  PREMIUM_RATE: 'UNSUPPORTED_TYPE: callers pay for it',
  SHARED_COST: 'UNSUPPORTED_TYPE: callers pay a share of it',
  'IR +989601': 'TOO_SHORT: a code of 6 digits with the calling code',
  'BJ +22985751234': "TOO_SHORT: Google's library has an older plan; Benin changed to ten digits",
  'BJ +22981123456': "TOO_SHORT: Google's library has an older plan; Benin changed to ten digits",
  'GF +594976012345': 'OTHER_COUNTRY_CODE: 0976 01 belongs to Guadeloupe',
  'ZW +2631312345': "NOT_IN_USE: only in the older plan of Google's library",
};

const AMBIGUOUS = ['00862 21 8350123', '00862 812 345 678', '00182 1544 1234'];

function refusalOf({ country, number }: PhoneExample): string | undefined {
  const type = phoneNumberType(number as PhoneNumber);
  return REFUSED[`${country} ${number}`] ?? (type ? REFUSED[type] : undefined);
}

const accepted = PHONE_EXAMPLES.filter((example) => !refusalOf(example));
const refused = PHONE_EXAMPLES.filter(refusalOf);

const FULL_WIDTH_ZERO = 0xff10;
const SEPARATIONS = {
  'as formatted': (text: string) => text,
  'no separators': (text: string) => text.replace(/[^+0-9]/g, ''),
  spaces: (text: string) => text.replace(/[^+0-9]+/g, ' '),
  dots: (text: string) => text.replace(/[^+0-9]+/g, '.'),
  hyphens: (text: string) => text.replace(/[^+0-9]+/g, '-'),
  'non-breaking spaces': (text: string) => text.replace(/[^+0-9]+/g, '\u00A0'),
  'a space after each digit': (text: string) => text.replace(/[^+0-9]+/g, '').replace(/\d/g, '$& '),
  'full-width digits': (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(FULL_WIDTH_ZERO + Number(digit))).replace('+', '＋'),
} as const satisfies Record<string, (text: string) => string>;

/** What the text means in countries whose international prefix is 00. Prefixes that start with 00 can be read in both ways. */
function readWithForeignPrefix(text: string): string | null {
  const parsed = text.startsWith('00') ? parsePhoneNumber(`+${text.slice(2)}`) : null;
  return parsed?.ok ? parsed.data : null;
}

function spellingsOf(
  number: PhoneNumber,
  country: CountryCode | null,
): Array<[text: string, country: CountryCode | null]> {
  const international = formatPhoneNumber(number);
  const spellings: Array<[string, CountryCode | null]> = [
    [international, null],
    [`tel:${international.replace(/ /g, '-')}`, null],
  ];
  if (country) {
    const prefix = internationalPrefixIn(country);
    spellings.push(
      [international, country],
      [formatPhoneNumber(number, 'national'), country],
      [`${prefix}${international.slice(1)}`, country],
    );
  }
  return spellings;
}

describe('every example of every region and type', () => {
  it('exists', () => {
    expect(new Set(PHONE_EXAMPLES.map(({ country }) => country)).size).toBe(COUNTRY_CODES.length + 1);
    console.log(`${PHONE_EXAMPLES.length} examples: ${accepted.length} accepted, ${refused.length} refused`);
  });

  it('gives the same key in every spelling', () => {
    const others: string[] = [];
    const ambiguous = new Set<string>();
    let count = 0;
    for (const { country, number } of accepted) {
      for (const [text, readIn] of spellingsOf(number as PhoneNumber, country)) {
        const elsewhere = readWithForeignPrefix(text);
        for (const separate of text.startsWith('tel:') ? [SEPARATIONS['as formatted']] : Object.values(SEPARATIONS)) {
          const parsed = parsePhoneNumber(separate(text), { country: readIn });
          const outcome = parsed.ok ? parsed.data : parsed.error.reason;
          count += 1;
          if (elsewhere && elsewhere !== number && outcome === 'NEEDS_COUNTRY') ambiguous.add(text);
          else if (outcome !== number) others.push(`${separate(text)} in ${readIn}: ${outcome} instead of ${number}`);
        }
      }
    }
    console.log(`${count} spellings of ${accepted.length} numbers; ambiguous: ${[...ambiguous].join(', ')}`);
    expect(others).toEqual([]);
    // 008 62… in Indonesia and 001 82… in Korea, where 00 86… and 00 1… would be lines in China and North America.
    expect([...ambiguous]).toEqual(AMBIGUOUS);
    expect(count).toBeGreaterThan(30_000);
  }, 60_000);

  it('is refused for its reason if it is in the list', () => {
    const outcomes = refused.map((example) => {
      const parsed = parsePhoneNumber(example.number, { country: example.country });
      return {
        ...example,
        expected: refusalOf(example)?.split(':')[0],
        outcome: parsed.ok ? parsed.data : parsed.error.reason,
      };
    });
    expect(outcomes.filter(({ expected, outcome }) => expected !== outcome)).toEqual([]);
  });

  it('is not in the list if it is accepted', () => {
    const used = new Set(refused.map((example) => refusalOf(example)));
    expect(Object.values(REFUSED).filter((reason) => !used.has(reason))).toEqual([]);
  });

  it('is found again when dialled', () => {
    const numbers = accepted.map(({ number }) => number);
    expect(numbers.map((number) => readDialledNumber(number)[0])).toEqual(numbers);
  });
});
