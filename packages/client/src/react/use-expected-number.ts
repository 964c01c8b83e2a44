import type { PhoneNumber } from '@linekeeper/phone-number';
import { useState } from 'react';
import { useInboundNumber } from './use-inbound-number.ts';

/** The number that the person thinks they are replacing. Undefined as long as it isn't known. */
export interface ExpectedNumber {
  current: PhoneNumber | null | undefined;
  /** After the person was told which number it is now. */
  replace: (current: PhoneNumber | null) => void;
}

/**
 * The company's number at the time when the person last changed `text`. It stays the same if the number is loaded again before
 * they save, for example because they return to this tab after a change in another one.
 */
export function useExpectedNumber(text: string): ExpectedNumber {
  const { data } = useInboundNumber();
  const current = data === null ? null : data?.phoneNumber;
  const [seen, setSeen] = useState({ text, current });
  // It becomes unknown again when the provider's token changes.
  const isOther = seen.text !== text || (seen.current === undefined) !== (current === undefined);
  if (isOther) setSeen({ text, current });
  return { current: seen.current, replace: (now) => setSeen({ text, current: now }) };
}
