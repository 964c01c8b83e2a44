import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { readDialledNumber } from './dialled-number.ts';
import { formatPhoneNumber } from './format-phone-number.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { internationalPrefixIn, PHONE_EXAMPLES, type PhoneExample } from './phone-number.examples.ts';
import type { PhoneNumber } from './phone-number.ts';
import { phoneNumberType } from './phone-number-type.ts';

declare const console: { log(text: string): void };

/** Examples that are refused, each for its reason. What is not here is accepted in every spelling. */
const REFUSED: Readonly<Record<string, string>> = {
  PREMIUM_RATE: 'UNSUPPORTED_TYPE: callers pay for it',
  SHARED_COST: 'UNSUPPORTED_TYPE: callers pay a share of it',
  'IR +989601': 'TOO_SHORT: a code of 6 digits with the calling code',
  'BJ +22985751234': 'TOO_SHORT: in the other library’s older plan; Benin went to ten digits',
  'BJ +22981123456': 'TOO_SHORT: in the other library’s older plan; Benin went to ten digits',
  'ZW +2631312345': 'NOT_IN_USE: in the other library’s older plan only',
};

function refusalOf({ country, number }: PhoneExample): string | undefined {
  const type = phoneNumberType(number as PhoneNumber);
  return REFUSED[`${country} ${number}`] ?? (type ? REFUSED[type] : undefined);
}

const accepted = PHONE_EXAMPLES.filter((example) => !refusalOf(example));
const refused = PHONE_EXAMPLES.filter(refusalOf);

const FULL_WIDTH_ZERO = 0xff10;
const SEPARATIONS: Readonly<Record<string, (text: string) => string>> = {
  'as formatted': (text) => text,
  'nothing between': (text) => text.replace(/[^+0-9]/g, ''),
  spaces: (text) => text.replace(/[^+0-9]+/g, ' '),
  dots: (text) => text.replace(/[^+0-9]+/g, '.'),
  hyphens: (text) => text.replace(/[^+0-9]+/g, '-'),
  'no-break spaces': (text) => text.replace(/[^+0-9]+/g, '\u00A0'),
  'a space after each digit': (text) => text.replace(/[^+0-9]+/g, '').replace(/\d/g, '$& '),
  'full-width digits': (text) =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(FULL_WIDTH_ZERO + Number(digit))).replace('+', '＋'),
};

function spellingsOf(number: PhoneNumber, country: CountryCode | null): Array<[text: string, country: CountryCode | null]> {
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
  it('is there', () => {
    expect(new Set(PHONE_EXAMPLES.map(({ country }) => country)).size).toBe(COUNTRY_CODES.length + 1);
    console.log(`${PHONE_EXAMPLES.length} examples: ${accepted.length} accepted, ${refused.length} refused`);
  });

  it('gives the same key in every spelling', () => {
    const others: unknown[] = [];
    let count = 0;
    for (const { country, number } of accepted) {
      for (const [text, readIn] of spellingsOf(number as PhoneNumber, country)) {
        for (const [separation, separate] of Object.entries(SEPARATIONS)) {
          if (text.startsWith('tel:') && separation !== 'as formatted') continue;
          const parsed = parsePhoneNumber(separate(text), { country: readIn });
          count += 1;
          if (!parsed.ok || parsed.data !== number) others.push({ number, text: separate(text), readIn, parsed });
        }
      }
    }
    console.log(`${count} spellings of ${accepted.length} numbers`);
    expect(others).toEqual([]);
    expect(count).toBeGreaterThan(30_000);
  });

  it('is refused where it must be, for its reason', () => {
    const outcomes = refused.map((example) => {
      const parsed = parsePhoneNumber(example.number, { country: example.country });
      return { ...example, expected: refusalOf(example)?.split(':')[0], outcome: parsed.ok ? parsed.data : parsed.error.reason };
    });
    expect(outcomes.filter(({ expected, outcome }) => expected !== outcome)).toEqual([]);
  });

  it('keeps no entry for what is no longer refused', () => {
    const used = new Set(refused.map((example) => refusalOf(example)));
    expect(Object.values(REFUSED).filter((reason) => !used.has(reason))).toEqual([]);
  });

  it('is found again when dialled', () => {
    const numbers = accepted.map(({ number }) => number);
    expect(numbers.map((number) => readDialledNumber(number))).toEqual(numbers);
  });
});
