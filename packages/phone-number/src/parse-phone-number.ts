import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { type AssignedNumber, keyOf } from './assigned-number.ts';
import type { CountryCode } from './country.ts';
import { err, type Outcome, ok } from './outcome.ts';
import { splitExtension } from './phone-extension.ts';
import type { PhoneInvalid, PhoneInvalidReason } from './phone-invalid.ts';
import { nationalInvalid, phoneInvalid } from './phone-invalid-messages.ts';
import { toKeypadDigits, withoutLabel } from './phone-letters.ts';
import type { PhoneNumber } from './phone-number.ts';
import { readForeignPrefix, readInternational, readNational } from './phone-reading.ts';
import { MAX_DIGITS, MIN_DIGITS, reasonForInternational, reasonForNational } from './phone-refusal.ts';
import { suggestInternational, suggestNational } from './phone-suggestion.ts';
import { isBlank, type PhoneDigits, readDigits, toPlainText } from './phone-text.ts';
import { ownSpellingOf } from './shared-line.ts';
import { isShortCode } from './short-code.ts';

type Parsed = Outcome<PhoneNumber, PhoneInvalid>;
type Country = CountryCode | null;

/**
 * Parses the phone number that a person typed or pasted. If it isn't valid, says what to do.
 *
 * `country` is the country of national spellings. A text that starts with + doesn't need it. The parser only drops a trunk,
 * domestic or international prefix and adds the country's calling code. It never changes other digits, so no text becomes
 * another number. Never throws, for any text.
 *
 * @returns the canonical number, or PHONE_INVALID with a `reason` of {@link PHONE_INVALID_MESSAGES}. If it's clear which
 * number was meant, there is a `suggestion`
 */
export function parsePhoneNumber(text: string, { country }: { country?: CountryCode | null | undefined } = {}): Parsed {
  const plain = toPlainText(text);
  if (plain === null) return err(phoneInvalid('NOT_A_NUMBER'));
  if (isBlank(plain)) return err(phoneInvalid('EMPTY'));
  return parsePlain(plain, country && isSupportedCountry(country) ? country : null);
}

function parsePlain(plain: string, country: Country): Parsed {
  const extension = splitExtension(plain);
  if (extension) {
    // Doesn't look for a second extension: `x1x1x1…` would be parsed once for each of them.
    const main = parseMain(extension.main, country);
    if (main.ok) return err(phoneInvalid('HAS_EXTENSION', main.data));
    const { reason, suggestion } = main.error;
    if (extension.certain ? reason !== 'NOT_A_NUMBER' : isNumberOfSomeKind(reason)) {
      return err(phoneInvalid('HAS_EXTENSION', suggestion));
    }
  }
  return parseMain(plain, country);
}

function parseMain(plain: string, country: Country): Parsed {
  const read = readDigits(plain);
  if (read === 'NOT_A_NUMBER') return err(phoneInvalid(read));
  if (read === 'HAS_LETTERS') return err(phoneInvalid(read, suggestForLetters(plain, country)));
  const { digits, international } = read;
  // 020 7946 0018/19 and 020 7946 0018 (0019): joining the digits of both numbers would make a third number.
  const isList = read.beginnings.some((beginning) =>
    international ? readInternational(beginning) : country && readNational(beginning, country).length > 0,
  );
  if (isList) return err(phoneInvalid('NOT_A_NUMBER'));
  return international ? parseInternational(digits, country) : parseNational(read, country);
}

function isNumberOfSomeKind(reason: PhoneInvalidReason): boolean {
  return ['NEEDS_COUNTRY', 'NOT_IN_USE', 'UNSUPPORTED_TYPE', 'OTHER_COUNTRY_CODE'].includes(reason);
}

function parseInternational(digits: string, country: Country): Parsed {
  const line = readInternational(digits);
  if (line) return checkLine(line);
  const own = ownSpellingOf(digits);
  return own
    ? refuse('OTHER_COUNTRY_CODE', own)
    : refuse(reasonForInternational(digits), suggestInternational(digits, country));
}

function parseNational({ digits, bare }: PhoneDigits, country: Country): Parsed {
  const foreign = readForeignPrefix(digits, country);
  const own = country ? readNational(digits, country) : [];
  const [line] = own;
  if (line && own.length === 1 && (!foreign || foreign.number === line.number)) return checkLine(line);
  if (foreign) return refuse('NEEDS_COUNTRY', line ? null : foreign);
  if (!country) return refuse(reasonWithoutCountry(digits));
  // 49 15 123… in Germany, which has an area code 4915. Without a 0 the mobile number is likelier, but it isn't certain.
  if (line)
    return refuse(
      'NEEDS_COUNTRY',
      own.find((reading) => reading.number === `+${digits}`),
    );
  const reason = reasonForNational(digits, country);
  if (digits.startsWith('00') && reason !== 'SHORT_CODE') return refuse('NEEDS_COUNTRY');
  // 442079460018 pasted in the US is another country's number without its +. (415) 523-88866 is a typing mistake.
  if (reason === 'TOO_LONG' && bare && readInternational(digits)) return refuse('NEEDS_COUNTRY');
  const shared = readSharedLine(digits, country);
  return shared
    ? refuse('OTHER_COUNTRY_CODE', shared)
    : err(nationalInvalid(reason, suggestible(suggestNational(digits, country))));
}

/** A national spelling that another country's plan has (Guiana's 0694 20 12 34 in France); null if there is none. */
function readSharedLine(digits: string, country: CountryCode): AssignedNumber | null {
  const callingCode = getCountryCallingCode(country);
  return digits.startsWith('0') ? ownSpellingOf(callingCode + digits.slice(1)) : null;
}

function reasonWithoutCountry(digits: string): PhoneInvalidReason {
  if (isShortCode(digits, null)) return 'SHORT_CODE';
  if (digits.length < MIN_DIGITS) return 'TOO_SHORT';
  return digits.length > MAX_DIGITS + 1 ? 'TOO_LONG' : 'NEEDS_COUNTRY';
}

/** Some numbers are in a plan, but callers can't use them to reach a company. */
function checkLine(line: AssignedNumber): Parsed {
  const reason = objectionTo(line);
  if (reason) return refuse(reason);
  const own = ownSpellingOf(digitsOf(line), line);
  return own ? refuse('OTHER_COUNTRY_CODE', own) : ok(keyOf(line));
}

function digitsOf(line: AssignedNumber): string {
  return line.number.slice('+'.length);
}

function objectionTo(line: AssignedNumber): PhoneInvalidReason | null {
  const { length } = digitsOf(line);
  if (length > MAX_DIGITS) return 'TOO_LONG';
  if (length < MIN_DIGITS) return 'TOO_SHORT';
  return line.type === 'PREMIUM_RATE' || line.type === 'SHARED_COST' ? 'UNSUPPORTED_TYPE' : null;
}

function refuse(reason: PhoneInvalidReason, meant?: AssignedNumber | null): Parsed {
  return err(phoneInvalid(reason, suggestible(meant)));
}

/** The key of the number that was probably meant, if callers can use it to reach a company. */
function suggestible(meant?: AssignedNumber | null): PhoneNumber | undefined {
  return meant && !objectionTo(meant) ? keyOf(ownSpellingOf(digitsOf(meant), meant) ?? meant) : undefined;
}

/** Removes a label before the number first: typed on a keypad, its letters would become digits of a longer number. */
function suggestForLetters(plain: string, country: Country): PhoneNumber | undefined {
  for (const candidate of [withoutLabel(plain), toKeypadDigits(plain)]) {
    const parsed = candidate === null ? null : parsePlain(candidate, country);
    if (parsed?.ok) return parsed.data;
    if (parsed?.error.reason === 'OTHER_COUNTRY_CODE') return parsed.error.suggestion;
  }
  return undefined;
}
