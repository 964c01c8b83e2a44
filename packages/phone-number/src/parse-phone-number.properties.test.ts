import fc from 'fast-check';
import googlePhone from 'google-libphonenumber';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { describe, inject, it } from 'vitest';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { readDialledNumber } from './dialled-number.ts';
import { countryOf, formatPhoneNumber } from './format-phone-number.ts';
import { internationalPrefixOf } from './numbering-plan.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { PHONE_EXAMPLES } from './phone-number.examples.ts';
import { E164_PATTERN, type PhoneNumber } from './phone-number.ts';
import { phoneNumberType } from './phone-number-type.ts';
import { PhoneRequest } from './phone-request.ts';
import { country, DIGIT_VALUES, digits, input, random, tenKilobytes, zero } from './phone-text.arbitraries.ts';
import { PHONE_TEXT_MAX_LENGTH } from './phone-text-length.ts';

declare const console: { log(text: string): void };

declare module 'vitest' {
  interface ProvidedContext {
    /** Fewer in mutation testing, where the tests run for every mutant, and more in `pnpm test:long`. */
    propertyRuns?: number;
  }
}

const RUNS = inject('propertyRuns') ?? 4_000;
const SEED = Math.floor(Math.random() * 2 ** 31);
const PREFIXES = ['', '0', '1', '8', '06', '80'];

function digitsIn(text: string): string {
  return [...text].map((character) => DIGIT_VALUES.get(character) ?? '').join('');
}

/** Whether these digits are that number after dropping a trunk, domestic or international prefix and adding the calling code. */
function isSpelling(digits: string, number: string, country: CountryCode | null): boolean {
  const calling = country ? getCountryCallingCode(country) : null;
  const isInternational = (text: string): boolean =>
    [1, 2, 3].some((length) => {
      const code = number.slice(0, length);
      return text.startsWith(code) && isNational(text.slice(length), number.slice(length), code);
    });
  if (isInternational(digits)) return true;
  if (!country || calling === null) return false;
  if (number.startsWith(calling) && isNational(digits, number.slice(calling.length), calling)) return true;
  const prefix = internationalPrefixOf(country);
  return [...digits].some((_, at) => prefix.test(digits.slice(0, at)) && isInternational(digits.slice(at)));
}

function isNational(digits: string, national: string, callingCode: string): boolean {
  if (PREFIXES.some((prefix) => digits === prefix + national)) return true;
  const local = digits.replace(/^0/, '');
  return (
    callingCode === '54' &&
    [2, 3, 4].some(
      (area) => local.slice(area, area + 2) === '15' && national === `9${local.slice(0, area)}${local.slice(area + 2)}`,
    )
  );
}

const google = googlePhone.PhoneNumberUtil.getInstance();

const CALLING_CODES = new Set<string>(COUNTRY_CODES.map((code) => getCountryCallingCode(code)));
/** Calling codes of the countries whose trunk prefix is 0, from Google's library. */
const TRUNK_ZERO_CODES = new Set<string>(
  COUNTRY_CODES.filter((code) => google.getNddPrefixForRegion(code, true)?.startsWith('0')).map((code) =>
    getCountryCallingCode(code),
  ),
);
/** Belarus dials 80 and writes area codes with a 0. Gabon has dialled a 0 since 2019, which that library doesn't know. */
for (const code of ['375', '241']) TRUNK_ZERO_CODES.add(code);

function dropsForeignZero(digits: string, number: string, readIn: CountryCode | null): boolean {
  return [1, 2, 3].some((length) => {
    const [code, national] = [number.slice(0, length), number.slice(length)];
    const isReadInCode = readIn !== null && getCountryCallingCode(readIn) === code;
    const isDropped = digits === `${code}0${national}` || (isReadInCode && digits === `0${national}`);
    return isDropped && CALLING_CODES.has(code) && !TRUNK_ZERO_CODES.has(code);
  });
}

/** Runs a property and prints how many texts were accepted, so that people notice a property that accepts none. */
function check<T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean | 'accepted'): void {
  it(`${name} (${RUNS} runs)`, () => {
    let accepted = 0;
    fc.assert(
      fc.property(arbitrary, (value) => {
        const held = holds(value);
        if (held === 'accepted') accepted += 1;
        return held !== false;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    console.log(`${name}: ${RUNS} runs, ${accepted} accepted, seed ${SEED}`);
  }, 60_000);
}

function whenAccepted(holds: (number: PhoneNumber, text: string, readIn: CountryCode | null) => boolean) {
  return ({ text, country: readIn }: { text: string; country: CountryCode | null }): boolean | 'accepted' => {
    const parsed = parsePhoneNumber(text, { country: readIn });
    if (!parsed.ok) return true;
    return holds(parsed.data, text, readIn) && 'accepted';
  };
}

function reads(text: string, number: string | null, readIn: CountryCode | null = null): boolean {
  const parsed = parsePhoneNumber(text, { country: readIn });
  return (parsed.ok ? parsed.data : null) === number;
}

describe('for every text', () => {
  check(
    'an accepted number is canonical, in every country',
    input,
    whenAccepted(
      (number, _, readIn) => E164_PATTERN.test(number) && reads(number, number) && reads(number, number, readIn),
    ),
  );

  check(
    'no digit is lost, gained or changed',
    input,
    whenAccepted((number, text, readIn) => isSpelling(digitsIn(text), number.slice(1), readIn)),
  );

  check(
    'digits of other scripts and invisible marks make no difference',
    fc.record({ input, zero }),
    ({ input: { text, country: readIn }, zero }) => {
      const ascii = text.replace(/[^+0-9 ()-]/g, '');
      const other = ascii.replace(/\d/g, (digit) => `${String.fromCodePoint(zero + Number(digit))}\u200E`);
      if (other.length > PHONE_TEXT_MAX_LENGTH) return true;
      const parsed = parsePhoneNumber(ascii, { country: readIn });
      return reads(other, parsed.ok ? parsed.data : null, readIn) && (parsed.ok ? 'accepted' : true);
    },
  );

  check(
    'a formatted number is read as the same number',
    input,
    whenAccepted((number) => reads(formatPhoneNumber(number), number)),
  );

  check(
    'a nationally formatted number is read as the same number in its country',
    input,
    whenAccepted((number) => reads(formatPhoneNumber(number, 'national'), number, countryOf(number))),
  );

  check(
    'an accepted number is found when it is dialled',
    input,
    whenAccepted((number, text) => {
      const [dialled] = readDialledNumber(text);
      // E.164 isn't checked against a plan, so a trunk zero stays in it. Networks don't send one.
      return (
        readDialledNumber(number)[0] === number &&
        (E164_PATTERN.test(text) ? dialled === text : [number, undefined].includes(dialled))
      );
    }),
  );

  check('a suggestion is a number that is accepted', input, ({ text, country: readIn }) => {
    const parsed = parsePhoneNumber(text, { country: readIn });
    if (parsed.ok || !parsed.error.suggestion) return true;
    return reads(parsed.error.suggestion, parsed.error.suggestion) && 'accepted';
  });

  check(
    'a 0 is dropped only in a country that dials one, both from accepted and from suggested numbers',
    fc.oneof(
      input,
      fc.record({ text: digits.map((text) => `0${text}`), country: fc.constantFrom(...COUNTRY_CODES) }),
      // A national number of one country, read in another.
      fc
        .tuple(fc.constantFrom(...PHONE_EXAMPLES), fc.constantFrom(...COUNTRY_CODES), fc.constantFrom('', '+'))
        .map(([{ number, country: home }, readIn, plus]) => {
          const national = number.slice(1 + (home ? getCountryCallingCode(home).length : 3));
          return { text: `${plus && `+${getCountryCallingCode(readIn)}`}0${national}`, country: readIn };
        }),
    ),
    ({ text, country: readIn }) => {
      const parsed = parsePhoneNumber(text, { country: readIn });
      const number = parsed.ok ? parsed.data : parsed.error.suggestion;
      return number === undefined || (!dropsForeignZero(digitsIn(text), number.slice(1), readIn) && 'accepted');
    },
  );

  check(
    'one line has one key: no second number of the same line is accepted',
    fc.oneof(
      input,
      fc
        .tuple(
          fc.constantFrom('970', '972', '3780549', '390549', '35348', '4428', '33', '262', '508', '590', '594', '596'),
          digits,
        )
        .map(([start, rest]) => ({ text: `+${start}${rest.slice(0, 10)}`, country: null })),
    ),
    whenAccepted((number) =>
      readDialledNumber(number)
        .slice(1)
        .every((other) => {
          const parsed = parsePhoneNumber(other);
          return !parsed.ok && parsed.error.reason === 'OTHER_COUNTRY_CODE' && parsed.error.suggestion === number;
        }),
    ),
  );

  check('nothing is thrown', fc.oneof(input, random), ({ text, country: readIn }) => {
    const parsed = parsePhoneNumber(text, { country: readIn });
    const dialled = readDialledNumber(text);
    phoneNumberType(text as PhoneNumber);
    formatPhoneNumber(text as PhoneNumber);
    if (!dialled.every((number) => E164_PATTERN.test(number))) return false;
    return parsed.ok ? 'accepted' : true;
  });

  check(
    'a text of 10 kB gets an outcome, too',
    fc.record({ text: tenKilobytes, country }),
    ({ text, country: readIn }) => {
      const parsed = parsePhoneNumber(text, { country: readIn });
      return !parsed.ok && readDialledNumber(text).length === 0;
    },
  );

  const anything = fc.oneof(
    fc.anything(),
    fc.record({ phoneNumber: fc.anything(), country: fc.anything() }),
    fc.record({
      phoneNumber: fc.oneof(
        tenKilobytes,
        input.map(({ text }) => text),
      ),
    }),
  );
  check('a request is refused by its schema or gets an outcome', anything, (value) => {
    const request = PhoneRequest.safeParse(value);
    if (!request.success) return true;
    return parsePhoneNumber(request.data.phoneNumber, { country: request.data.country }).ok ? 'accepted' : true;
  });
});
