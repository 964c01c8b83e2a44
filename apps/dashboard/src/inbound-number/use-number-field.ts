import { type InboundNumberField, useInboundNumberField } from '@linekeeper/client/react';
import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import { useIsOnline } from '../ui/use-is-online.ts';
import { useDraft } from './draft.ts';
import { messageOf } from './number-message.ts';
import { usePhoneWords } from './phone.ts';

/** The text in the field, the number that it was parsed as, and the message about it. */
export function useNumberField({ draft: key, home }: { draft: string; home: CountryCode | null }) {
  const [draft, setDraft] = useDraft(key, { text: '', country: home ?? '' });
  const country = (draft.country || null) as CountryCode | null;
  const field = useInboundNumberField({ defaultValue: draft.text, country });
  const words = usePhoneWords();
  const isOnline = useIsOnline();
  const text = field.value;

  return {
    text,
    country,
    isInternational: /^\s*[+＋]/.test(text),
    reading: field.reading,
    isChecking: field.status === 'CHECKING' && field.reading !== null,
    message: messageOf(field, isOnline),
    /** Numbers that the person probably means. They choose. */
    choices: words && isNumberless(field) ? choicesOf(words, text, country, field.suggestion) : [],
    isTaken: field.status === 'TAKEN',
    isBad: field.error !== null,
    type: (typed: string) => {
      field.setValue(typed);
      setDraft({ ...draft, text: typed });
    },
    chooseCountry: (chosen: string) => setDraft({ ...draft, country: chosen as CountryCode | '' }),
    leave: field.inputProps.onBlur,
    /** Says what is wrong with a text that isn't a number. Nothing is sent. */
    judge: () => void (isUnsendable(field) && field.submit()),
  };
}

export type NumberField = ReturnType<typeof useNumberField>;

/** The hook's own submit sends nothing for these. For a text that nobody has read yet it would, without a review. */
function isUnsendable(field: InboundNumberField): boolean {
  return field.status === 'EMPTY' || isNumberless(field);
}

function isNumberless({ status }: InboundNumberField): boolean {
  return status === 'INVALID' || status === 'UNFINISHED';
}

function choicesOf(
  words: NonNullable<ReturnType<typeof usePhoneWords>>,
  text: string,
  country: CountryCode | null,
  suggestion: PhoneNumber | null,
): PhoneNumber[] {
  if (suggestion) return [suggestion];
  return [...new Set([...words.withPlus(text), ...words.findNumbers(text, country)])].slice(0, 4);
}
