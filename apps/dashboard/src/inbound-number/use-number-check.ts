import { type AvailabilityState, useAvailability, useDebounced } from '@linekeeper/client/react';
import type { PhoneError } from '@linekeeper/contract';
import { useState } from 'react';
import { type NumberDraft, refuseDraft } from './number-draft.ts';
import { isTimely, messageOfAvailability, messageOfError, type NumberMessage } from './number-message.ts';

const STILL_MS = 700;

/** Checks the number in the form and decides which message to show, and when. */
export function useNumberCheck({ phoneNumber: text, country }: NumberDraft) {
  const unreadable = refuseDraft({ phoneNumber: text, country });
  const answer = useAvailability({ phoneNumber: unreadable ? '' : text, country: country || null });
  const state: AvailabilityState = unreadable ? { status: 'INVALID', error: unreadable } : answer;

  const key = `${country} ${text}`;
  const isStill = useDebounced(key, STILL_MS) === key;
  const [tried, setTried] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ key: string; error: PhoneError } | null>(null);

  const refused: NumberMessage | null = refusal?.key === key ? messageOfError(refusal.error) : null;
  const isShown = isTimely(state, { isStill, isTried: tried === key });
  const checked = isShown ? messageOfAvailability(state) : null;

  return {
    phoneNumber: state.status === 'INVALID' ? null : state.phoneNumber,
    isChecking: state.status === 'CHECKING',
    /** The server's refusal of exactly this number. */
    refused,
    /** The message of the check. The server's refusal takes precedence. */
    checked: refused ? null : checked,
    /** Whether saving can't succeed. The message that is shown says why. */
    isHopeless: state.status === 'INVALID' || state.status === 'TAKEN',
    /** Whether an error is shown. */
    isBad: refused !== null || checked?.tone === 'bad',
    markTried: () => setTried(key),
    markRefused: (error: PhoneError | null) => setRefusal(error && { key, error }),
  };
}
