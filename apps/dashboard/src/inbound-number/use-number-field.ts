import { type AvailabilityState, useAvailability } from '@linekeeper/client/react';
import {
  COUNTRY_CODES,
  type CountryCode,
  callingCodeOfCountry,
  countryOf,
  PHONE_TEXT_MAX_LENGTH,
  type PhoneNumber,
  parsePhoneNumber,
  phoneInvalid,
} from '@linekeeper/phone-number';
import { useState } from 'react';
import { useDraft } from './draft.ts';
import { findNumbers, withPlus } from './found-numbers.ts';
import { isTimely, messageOfAvailability, type Settled } from './number-message.ts';

/** What is typed in the field, what it was read as, and what there is to say about it. */
export function useNumberField({ draft: key, home }: { draft: string; home: CountryCode | null }) {
  const [draft, setDraft] = useDraft(key, { text: '', country: home ?? '' });
  // An error waits until the person has stopped typing: until they leave the field, press Enter or paste.
  const [settled, setSettled] = useState<Settled>(draft.text === '' ? null : 'LEFT');
  const { text } = draft;
  const country = (draft.country || null) as CountryCode | null;
  const isInternational = /^\s*[+＋]/.test(text);

  const parsed =
    // Never truncated: the rest could be a different number.
    text.length > PHONE_TEXT_MAX_LENGTH
      ? ({ ok: false, error: phoneInvalid('NOT_A_NUMBER') } as const)
      : parsePhoneNumber(text, { country });
  const reading = parsed.ok ? parsed.data : null;
  const answer = useAvailability({ phoneNumber: reading ?? '', country: null });
  const state: AvailabilityState = parsed.ok ? answer : { status: 'INVALID', error: parsed.error };
  const isShown = isTimely(state, settled);

  return {
    text,
    country,
    /** The country code of a number with +, as far as it is typed; null for a number without. */
    callingCode: isInternational ? callingCodeIn(text) : null,
    isInternational,
    /** The country of the number with +, if it is known; the country field otherwise. */
    shownCountry: isInternational ? reading && countryOf(reading) : country,
    reading,
    isChecking: state.status === 'CHECKING' && reading !== null,
    message: isShown ? messageOfAvailability(state) : null,
    /** Numbers that the person probably means. They choose. */
    choices: parsed.ok ? [] : choicesOf(text, country, parsed.error.suggestion),
    isTaken: state.status === 'TAKEN',
    isBad: isShown && (state.status === 'TAKEN' || state.status === 'INVALID'),
    type: (typed: string, isPasted = false) => {
      setDraft({ ...draft, text: typed });
      setSettled(isPasted ? 'LEFT' : null);
    },
    chooseCountry: (chosen: string) => setDraft({ ...draft, country: chosen as CountryCode | '' }),
    leave: () => setSettled((before) => before ?? 'LEFT'),
    markTried: () => setSettled('TRIED'),
    clear: () => {
      setDraft({ ...draft, text: '' });
      setSettled(null);
    },
  };
}

export type NumberField = ReturnType<typeof useNumberField>;

function choicesOf(text: string, country: CountryCode | null, suggestion: PhoneNumber | undefined): PhoneNumber[] {
  if (suggestion) return [suggestion];
  const found = [...withPlus(text), ...findNumbers(text, country)];
  return [...new Set(found)].slice(0, 4);
}

const CALLING_CODES = new Set(COUNTRY_CODES.map(callingCodeOfCountry));

function callingCodeIn(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => CALLING_CODES.has(code)) ?? null;
}
