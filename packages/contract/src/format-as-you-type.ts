import { AsYouType } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';
import { PHONE_TEXT_MAX_LENGTH } from './phone-request.ts';

const DIGITS_AND_PUNCTUATION = /^\+?[0-9 ().-]*$/;

/**
 * A number that is still being typed, in groups: `4155` in the US is `(415) 5`. Gives back anything that it could not
 * write with exactly the same digits (letters, extensions, other scripts), so that nothing disappears under the fingers.
 */
export function formatAsYouType(text: string, { country }: { country?: CountryCode | null | undefined } = {}): string {
  if (text.length > PHONE_TEXT_MAX_LENGTH || !DIGITS_AND_PUNCTUATION.test(text)) return text;
  const formatted = group(text, country ?? undefined);
  return significant(formatted) === significant(text) ? formatted : text;
}

function group(text: string, country: CountryCode | undefined): string {
  try {
    return new AsYouType(country).input(text);
  } catch {
    // The library throws on 05 in Cape Verde, where 0 is the prefix for abroad and no calling code starts with 5 yet.
    return text;
  }
}

function significant(text: string): string {
  return text.replace(/[^+0-9]/g, '');
}
