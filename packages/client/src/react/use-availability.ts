import type { PhoneTaken } from '@linekeeper/contract';
import { type CountryCode, type PhoneInvalid, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { type Fault, faultOf } from '../fault.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useCurrentSession } from './use-current-session.ts';
import { useDebounced } from './use-debounced.ts';

/** What is known about the number in the field while a person types. */
export type AvailabilityState =
  | { status: 'INVALID'; error: PhoneInvalid }
  /** `phoneNumber` is null while it is not even known which country reads it. */
  | { status: 'CHECKING'; phoneNumber: PhoneNumber | null }
  | { status: 'AVAILABLE'; phoneNumber: PhoneNumber }
  | { status: 'YOURS'; phoneNumber: PhoneNumber }
  | { status: 'TAKEN'; phoneNumber: PhoneNumber; error: PhoneTaken }
  | { status: 'FAULT'; phoneNumber: PhoneNumber; fault: Fault };

export interface AvailabilityRequest {
  /** The text of the field, as typed. */
  phoneNumber: string;
  /** Reads national numbers; the company's own where absent, as on the server. */
  country?: CountryCode | null | undefined;
  /** How long the number must be unchanged before the server is asked. Default: 300 ms. */
  debounceMs?: number;
}

/**
 * Whether the typed number could be had. The text is read here, by the parser that the server uses; only a number is
 * asked about, once it stands still, and a question that nobody waits for any more is cancelled.
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
    // Canonical, so that every spelling of a number is one question.
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
