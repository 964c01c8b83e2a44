import google from 'google-libphonenumber';
import { expect, it } from 'vitest';
import type { CountryCode } from './country.ts';
import { countryOf } from './format-phone-number.ts';
import differences from './google-libphonenumber.differences.json' with { type: 'json' };
import { PHONE_CASES } from './parse-phone-number.cases.ts';
import { parsePhoneNumber } from './parse-phone-number.ts';
import { internationalPrefixIn, PHONE_EXAMPLES } from './phone-number.examples.ts';

interface Difference {
  text: string;
  country: CountryCode | null;
  why: string;
}

const DIFFERENCES = differences as Record<string, Difference>;

declare const console: { log(text: string): void };

const util = google.PhoneNumberUtil.getInstance();

function readByGoogle(text: string, country: CountryCode | null): string {
  try {
    const parsed = util.parse(text, country ?? undefined);
    return util.isValidNumber(parsed) ? util.format(parsed, google.PhoneNumberFormat.E164) : 'refuses';
  } catch {
    return 'refuses';
  }
}

type Input = readonly [kind: string, text: string, country: CountryCode | null];

/** Spellings of an example, and typical typing mistakes. */
function inputsFrom(number: string, country: CountryCode | null): Input[] {
  const digits = number.slice(1);
  const inputs: Input[] = [
    ['international', number, null],
    ['a missing digit', number.slice(0, -1), null],
    ['an extra digit', `${number}7`, null],
    ['extension', `${number} ext. 42`, null],
    ['a slash and two digits', `${number}/19`, null],
    ['two numbers', `${number} ${number}`, null],
    ['a word after it', `${number} office`, null],
    ['a word before it', `office ${number}`, null],
    ['a letter in it', `${number.slice(0, -1)}O`, null],
    ['Devanagari digits', number.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit))), null],
    ['one Devanagari digit', `${number.slice(0, -1)}०`, null],
    ['a line break after it', `${number}\n`, null],
    ['whatsapp:', `whatsapp:${number}`, null],
    ['sip:', `sip:${number}@example.com`, null],
    ['markup', `<b>${number}</b>`, null],
    ['zero width spaces', [...number].join('\u200B'), null],
  ];
  if (!country) return inputs;
  const national = digits.slice(util.getCountryCodeForRegion(country).toString().length);
  return [
    ...inputs,
    ['national digits', national, country],
    ['zero and national digits', `0${national}`, country],
    ['8 and national digits', `8${national}`, country],
    ['+ and a trunk zero', `+${digits.slice(0, -national.length)}0${national}`, null],
    ['last seven digits', digits.slice(-7), country],
    ['last six digits', digits.slice(-6), country],
    ['no +', digits, country],
    ['no +, no country', digits, null],
    ['own international prefix', internationalPrefixIn(country) + digits, country],
    ['00', `00${digits}`, country],
    ['001', `001${digits}`, country],
    ['read in Singapore', `00${digits}`, 'SG'],
  ];
}

const INPUTS: readonly Input[] = [
  ...Object.entries(PHONE_CASES).flatMap(([kind, cases]) =>
    cases.map(([text, country]): Input => [kind, text, country]),
  ),
  ...PHONE_EXAMPLES.flatMap(({ number, country }) => inputsFrom(number, country)),
];
type Refusal = Extract<ReturnType<typeof parsePhoneNumber>, { ok: false }>['error'];

/** The kind of difference. Null if both libraries read the same number, or if both refuse. */
function differenceOf(text: string, country: CountryCode | null): string | null {
  const ours = parsePhoneNumber(text, { country });
  const theirs = readByGoogle(text, country);
  if (ours.ok)
    return theirs === ours.data ? null : theirs === 'refuses' ? `OK: ${causeOfOk(text)}` : 'OK: another number';
  return theirs === 'refuses' ? null : `${ours.error.reason}: ${causeOfRefusal(ours.error, text, theirs)}`;
}

function causeOfOk(text: string): string {
  if (/\p{Default_Ignorable_Code_Point}/u.test(text)) return 'invisible marks';
  if (/[^\P{Nd}0-9]/u.test(text)) return 'digits of another script';
  return 'a shorter international or trunk prefix';
}

function causeOfRefusal(error: Refusal, text: string, theirs: string): string {
  if (['HAS_EXTENSION', 'UNSUPPORTED_TYPE', 'OTHER_COUNTRY_CODE'].includes(error.reason)) return 'in every spelling';
  if (error.suggestion === theirs) return 'we suggest it';
  if (error.reason === 'NOT_A_NUMBER') return causeOfNoNumber(text);
  const again = parsePhoneNumber(theirs);
  if (again.ok) return 'a guess';
  const digits = theirs.length - 1;
  if (digits < 7 || digits > 15) return 'outside E.164';
  return again.error.reason === 'UNSUPPORTED_TYPE' ? 'premium or shared cost besides' : 'a plan that has changed since';
}

function causeOfNoNumber(text: string): string {
  if (text.length > 64) return 'over 64 characters';
  if (/\p{Cc}/u.test(text)) return 'control characters';
  if (/^[a-z]+:/i.test(text)) return 'an address';
  if (/[^\P{Nd}0-9]/u.test(text)) return 'digits of two scripts';
  return 'two numbers';
}

it('every difference from google-libphonenumber is listed, and every listed one occurs', () => {
  const found = new Map<string, number>();
  for (const [, text, country] of INPUTS) {
    const difference = differenceOf(text, country);
    if (difference === null) continue;
    found.set(difference, (found.get(difference) ?? 0) + 1);
  }
  const total = [...found.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${INPUTS.length} texts, ${total} read differently, for ${found.size} causes`);
  console.log([...found].map(([difference, count]) => `${count} ${difference}`).join('\n'));
  expect([...found.keys()].sort()).toEqual(Object.keys(DIFFERENCES).sort());
}, 60_000);

it('the country of every number that both read is the same', () => {
  const endings = ['', '00', '11', '22', '33', '47', '58', '69', '75', '86', '97'];
  const numbers = PHONE_EXAMPLES.flatMap(({ number }) =>
    endings.map((ending) => number.slice(0, number.length - ending.length) + ending),
  );
  const others: string[] = [];
  let count = 0;
  for (const number of numbers) {
    const parsed = parsePhoneNumber(number);
    const theirs = util.getRegionCodeForNumber(util.parse(number));
    if (!parsed.ok) continue;
    count += 1;
    if ((countryOf(parsed.data) ?? '001') !== theirs)
      others.push(`${number}: ${countryOf(parsed.data)}, not ${theirs}`);
  }
  console.log(`${count} numbers compared by country`);
  expect(others).toEqual([]);
}, 60_000);

it.each(Object.entries(DIFFERENCES))('%s', (difference, { text, country, why }) => {
  expect(differenceOf(text, country)).toBe(difference);
  expect(why.length).toBeGreaterThan(20);
});
