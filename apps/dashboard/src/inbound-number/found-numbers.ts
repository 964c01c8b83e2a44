import { type CountryCode, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';

/** More than this isn't looked at. */
const MAX_LENGTH = 500;
/** Two numbers with their separators. */
const MAX_TWO_LENGTH = 50;
const CHAT_LINK = /(?:wa\.me\/|[?&]phone=)\+?(\d{7,15})(?!\d)/gi;
const NUMBER_LIKE = /[+＋]?\(?\d[\d\s().\-–/]{5,}\d/g;

/**
 * The numbers within a text that isn't itself a number: "Call us on 020 7946 0018!". They are offered, never used
 * automatically.
 */
export function findNumbers(text: string, country: CountryCode | null): PhoneNumber[] {
  const found = new Set<PhoneNumber>();
  const add = (candidate: string) => {
    const parsed = parsePhoneNumber(candidate, { country });
    if (parsed.ok) found.add(parsed.data);
    else for (const number of splitInTwo(candidate, country)) found.add(number);
  };
  const looked = text.slice(0, MAX_LENGTH);
  const rest = looked.replace(CHAT_LINK, (_link, digits: string) => {
    add(`+${digits}`);
    return ' ';
  });
  for (const [candidate] of rest.matchAll(NUMBER_LIKE)) add(candidate.trim());
  return [...found];
}

/** Two numbers with only a space or a slash between them: "020 7946 0018 / 020 7946 0019". */
function splitInTwo(candidate: string, country: CountryCode | null): PhoneNumber[] {
  if (candidate.length > MAX_TWO_LENGTH) return [];
  const groups = candidate.split(/[\s/]+/);
  for (let size = 1; size < groups.length; size++) {
    const one = parsePhoneNumber(groups.slice(0, size).join(' '), { country });
    const other = parsePhoneNumber(groups.slice(size).join(' '), { country });
    if (one.ok && other.ok) return [one.data, other.data];
  }
  return [];
}

/** Digits that become an international number if + is added, for example 442079460018. */
export function withPlus(text: string): PhoneNumber[] {
  const digits = text.trim();
  const parsed = /^\d{7,15}$/.test(digits) ? parsePhoneNumber(`+${digits}`) : null;
  return parsed?.ok ? [parsed.data] : [];
}
