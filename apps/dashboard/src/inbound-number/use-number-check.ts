import { type AvailabilityState, useAvailability } from '@linekeeper/client/react';
import { type CountryCode, PHONE_TEXT_MAX_LENGTH, type PhoneError, phoneInvalid } from '@linekeeper/contract';
import { useState } from 'react';
import { isTimely, messageOfAvailability, messageOfError, type NumberMessage } from './number-message.ts';
import { useStill } from './use-still.ts';

/** What the form holds, exactly as it was typed and chosen. */
export interface NumberDraft {
  phoneNumber: string;
  country: CountryCode | '';
}

const STILL_MS = 700;

/** What is said of the number in the form, and when. */
export function useNumberCheck({ phoneNumber: text, country }: NumberDraft) {
  const isTooLong = text.length > PHONE_TEXT_MAX_LENGTH;
  const answer = useAvailability({ phoneNumber: isTooLong ? '' : text, country: country || null });
  // What is longer than the server takes is cut nowhere: the rest could be another number.
  const state: AvailabilityState = isTooLong ? { status: 'INVALID', error: phoneInvalid('NOT_A_NUMBER') } : answer;

  const key = `${country} ${text}`;
  const isStill = useStill(key, STILL_MS);
  const [tried, setTried] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ key: string; error: PhoneError } | null>(null);

  const refused: NumberMessage | null = refusal?.key === key ? messageOfError(refusal.error) : null;
  const isShown = isTimely(state, { isStill, isTried: tried === key });
  const checked = isShown ? messageOfAvailability(state) : null;

  return {
    phoneNumber: state.status === 'INVALID' ? null : state.phoneNumber,
    isChecking: state.status === 'CHECKING',
    /** The server's last word on just this number. */
    refused,
    /** What the check says; the server's word goes before it. */
    checked: refused ? null : checked,
    /** Whether saving cannot work; what is shown says why. */
    isHopeless: state.status === 'INVALID' || state.status === 'TAKEN',
    /** A 'no' is shown. */
    isBad: refused !== null || checked?.tone === 'bad',
    markTried: () => setTried(key),
    markRefused: (error: PhoneError | null) => setRefusal(error && { key, error }),
  };
}
