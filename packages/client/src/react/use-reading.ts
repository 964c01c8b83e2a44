import { err, type Outcome, type PhoneTaken } from '@linekeeper/contract';
import {
  type CountryCode,
  PHONE_TEXT_MAX_LENGTH,
  type PhoneInvalid,
  type PhoneNumber,
  phoneInvalid,
} from '@linekeeper/phone-number';
import type { parsePhoneNumber } from '@linekeeper/phone-number/parser';
import type { Fault } from '../fault.ts';
import { dependsOnCountry } from './depends-on-country.ts';
import { useCheck } from './use-check.ts';
import { useCurrentSession } from './use-current-session.ts';
import { useParser } from './use-parser.ts';

/** The number in a text, and what is known about it. `phoneNumber` is null as long as the text hasn't been parsed. */
export type Reading =
  | { status: 'INVALID'; phoneNumber: null; error: PhoneInvalid }
  | { status: 'CHECKING'; phoneNumber: PhoneNumber | null }
  | { status: 'AVAILABLE' | 'YOURS'; phoneNumber: PhoneNumber }
  | { status: 'TAKEN'; phoneNumber: PhoneNumber; error: PhoneTaken }
  | { status: 'FAULT'; phoneNumber: PhoneNumber | null; fault: Fault };

export interface ReadingOptions {
  country: CountryCode | null | undefined;
  parsesLocally: boolean;
  debounceMs: number;
}

/** Parses a text in the browser if the parser is loaded, otherwise on the server. */
export function useReading(text: string, { country, parsesLocally, debounceMs }: ReadingOptions): Reading {
  const { parse, isLoading } = useParser(parsesLocally);
  const session = useCurrentSession();
  const isCountryUnknown = country === undefined && session.data === undefined;
  const read = refuseUnread(text) ?? (parse ? readHere(parse) : null);
  const check = useCheck(question(), isComplete() ? 0 : debounceMs);

  function countryOf() {
    return country === undefined ? session.data?.tenant.country : country;
  }

  /** Null if the reading depends on a country that isn't known. Only the server can read such a text. */
  function readHere(parseText: typeof parsePhoneNumber) {
    if (isCountryUnknown && session.isPending) return null;
    const parsed = parseText(text, { country: countryOf() });
    return isCountryUnknown && dependsOnCountry(parsed) ? null : parsed;
  }

  function question() {
    if (read) return read.ok ? { phoneNumber: read.data } : null;
    return isLoading || (parse && session.isPending)
      ? null
      : { phoneNumber: text, ...(country !== undefined && { country }) };
  }

  /** One more digit would be too many, so the number is complete and there is no need to wait. */
  function isComplete(): boolean {
    if (!parse || !read?.ok) return false;
    const longer = parse(`${text}0`, { country: countryOf() });
    return !longer.ok && longer.error.reason === 'TOO_LONG';
  }

  if (read && !read.ok) return { status: 'INVALID', phoneNumber: null, error: read.error };
  const phoneNumber = read?.data ?? null;
  if (check.status !== 'ANSWERED') return { ...check, phoneNumber };
  const { outcome } = check;
  if (outcome.ok) return { status: outcome.data.availability, phoneNumber: outcome.data.phoneNumber };
  switch (outcome.error.code) {
    case 'PHONE_TAKEN':
      return { status: 'TAKEN', phoneNumber: outcome.error.phoneNumber, error: outcome.error };
    case 'PHONE_INVALID':
      return { status: 'INVALID', phoneNumber: null, error: outcome.error };
  }
}

/** Refusals that don't need the parser. The server would answer a text that is too long with a fault. */
function refuseUnread(text: string): Outcome<never, PhoneInvalid> | null {
  if (text.trim() === '') return err(phoneInvalid('EMPTY'));
  return text.length > PHONE_TEXT_MAX_LENGTH ? err(phoneInvalid('NOT_A_NUMBER')) : null;
}
