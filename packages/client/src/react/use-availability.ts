import type { PhoneTaken } from '@linekeeper/contract';
import { type CountryCode, type PhoneInvalid, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { type Fault, faultOf } from '../fault.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useCurrentSession } from './use-current-session.ts';
import { useDebounced } from './use-debounced.ts';

/** The state of the number in a field while a person types. */
export type AvailabilityState =
  | { status: 'INVALID'; error: PhoneInvalid }
  /** `phoneNumber` is null as long as the company's country isn't known. */
  | { status: 'CHECKING'; phoneNumber: PhoneNumber | null }
  | { status: 'AVAILABLE'; phoneNumber: PhoneNumber }
  | { status: 'YOURS'; phoneNumber: PhoneNumber }
  | { status: 'TAKEN'; phoneNumber: PhoneNumber; error: PhoneTaken }
  | { status: 'FAULT'; phoneNumber: PhoneNumber; fault: Fault };

export interface AvailabilityRequest {
  /** The text of the field, as typed. */
  phoneNumber: string;
  /** The country of national numbers. Default: the company's, as on the server. */
  country?: CountryCode | null | undefined;
  /** How long the number must stay the same before the server is asked. Default: 300 ms. */
  debounceMs?: number;
}

/**
 * Whether the typed number can be claimed. The text is parsed here, with the same parser as on the server. The server is
 * asked only about a valid number that hasn't changed for a moment. A request that is no longer needed is cancelled.
 */
export function useAvailability({
  phoneNumber: text,
  country,
  debounceMs = 300,
}: AvailabilityRequest): AvailabilityState {
  const session = useCurrentSession();
  const parsed = parsePhoneNumber(text, { country: country ?? session.data?.tenant.country });
  const typed = parsed.ok ? parsed.data : null;
  const settled = useDebounced(typed, debounceMs);
  const query = trpc.linekeeper.phone.checkAvailability.useQuery(
    // Canonical, so that all spellings of a number are one request.
    { phoneNumber: settled ?? '' },
    {
      ...CALL_OPTIONS,
      enabled: settled !== null && settled === typed,
      staleTime: 5_000,
      trpc: { abortOnUnmount: true },
    },
  );

  if (!parsed.ok) {
    const mayHaveCountry = !country && session.isPending;
    return mayHaveCountry ? { status: 'CHECKING', phoneNumber: null } : { status: 'INVALID', error: parsed.error };
  }
  const phoneNumber = parsed.data;
  if (settled !== phoneNumber) return { status: 'CHECKING', phoneNumber };
  if (query.error) return { status: 'FAULT', phoneNumber, fault: faultOf(query.error) };
  if (!query.data) return { status: 'CHECKING', phoneNumber };
  if (query.data.ok) return { status: query.data.data.availability, phoneNumber };
  const { error } = query.data;
  switch (error.code) {
    case 'PHONE_TAKEN':
      return { status: 'TAKEN', phoneNumber, error };
    case 'PHONE_INVALID':
      return { status: 'INVALID', error };
  }
}
