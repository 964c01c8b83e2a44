import type { PhoneTaken } from '@linekeeper/contract';
import { type CountryCode, type PhoneInvalid, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import type { Fault } from '../fault.ts';
import { dependsOnCountry } from './depends-on-country.ts';
import { useCheck } from './use-check.ts';
import { useCurrentSession } from './use-current-session.ts';

/** The state of the number in a field while a person types. */
export type AvailabilityState =
  | { status: 'INVALID'; error: PhoneInvalid }
  /** `phoneNumber` is null if the company's country isn't known. */
  | { status: 'CHECKING'; phoneNumber: PhoneNumber | null }
  | { status: 'AVAILABLE'; phoneNumber: PhoneNumber }
  | { status: 'YOURS'; phoneNumber: PhoneNumber }
  | { status: 'TAKEN'; phoneNumber: PhoneNumber; error: PhoneTaken }
  | { status: 'FAULT'; phoneNumber: PhoneNumber | null; fault: Fault };

export interface AvailabilityRequest {
  /** The text of the field, as typed. */
  phoneNumber: string;
  /** The country of national numbers. Default: the company's, as on the server. Null: no country, so a number must start with +. */
  country?: CountryCode | null | undefined;
  /** How long the number must stay the same before the server is asked. Default: 300 ms. */
  debounceMs?: number;
}

/**
 * Whether the typed number can be claimed. The text is parsed here, with the same parser as on the server. The server is
 * asked only about a valid number, in its canonical form, so that all spellings of a number are one request.
 */
export function useAvailability({
  phoneNumber: text,
  country,
  debounceMs = 300,
}: AvailabilityRequest): AvailabilityState {
  const session = useCurrentSession();
  const parsed = parsePhoneNumber(text, { country: country === undefined ? session.data?.tenant.country : country });
  const isCountryUnknown = country === undefined && session.data === undefined;
  // If the country can't be loaded, only the server can read the text, or the check has the same fault.
  const isForServer = isCountryUnknown && !session.isPending && dependsOnCountry(parsed);
  const check = useCheck(questionOf(), debounceMs);

  function questionOf() {
    if (parsed.ok) return { phoneNumber: parsed.data };
    return isForServer ? { phoneNumber: text } : null;
  }

  if (!parsed.ok && !isForServer) {
    if (isCountryUnknown && session.isPending) return { status: 'CHECKING', phoneNumber: null };
    return { status: 'INVALID', error: parsed.error };
  }
  const phoneNumber = parsed.ok ? parsed.data : null;
  if (check.status !== 'ANSWERED') return { ...check, phoneNumber };
  const { outcome } = check;
  if (outcome.ok) return { status: outcome.data.availability, phoneNumber: outcome.data.phoneNumber };
  switch (outcome.error.code) {
    case 'PHONE_TAKEN':
      return { status: 'TAKEN', phoneNumber: outcome.error.phoneNumber, error: outcome.error };
    case 'PHONE_INVALID':
      return { status: 'INVALID', error: outcome.error };
  }
}
