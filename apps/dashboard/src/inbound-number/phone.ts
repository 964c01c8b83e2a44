import type { PhoneNumber } from '@linekeeper/phone-number';
import { useEffect, useState } from 'react';
import { unbroken } from '../ui/unbroken.ts';

type PhoneWords = typeof import('./phone-words.ts').PHONE_WORDS;

let loaded: PhoneWords | null = null;

/** Null until the numbering plans are loaded. The field can be used before that. */
export function usePhoneWords(): PhoneWords | null {
  const [words, setWords] = useState(loaded);
  useEffect(() => {
    if (words) return;
    let isWanted = true;
    void import('./phone-words.ts').then(({ PHONE_WORDS }) => {
      loaded = PHONE_WORDS;
      if (isWanted) setWords(PHONE_WORDS);
    });
    return () => {
      isWanted = false;
    };
  }, [words]);
  return words;
}

/** How a number is written for people inside a sentence: it isn't broken over two lines. */
export function useFormat(): (phoneNumber: PhoneNumber) => string {
  const format = usePlainFormat();
  return (phoneNumber) => unbroken(format(phoneNumber));
}

/** How a number is written for people in a field, or alone on a line; as it is until the numbering plans are loaded. */
export function usePlainFormat(): (phoneNumber: PhoneNumber) => string {
  const words = usePhoneWords();
  return words ? (phoneNumber) => words.formatPhoneNumber(phoneNumber) : String;
}
