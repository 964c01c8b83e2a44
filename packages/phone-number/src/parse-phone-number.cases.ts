import type { CountryCode } from './country.ts';
import type { PhoneInvalidReason } from './phone-invalid.ts';
import { REFUSAL_CASES } from './refusal.cases.ts';
import { SPELLING_CASES } from './spelling.cases.ts';

/** A text, the country it is read in, and what it is: a number, or a reason with the number that was evidently meant. */
export type PhoneCase = readonly [
  text: string,
  country: CountryCode | null,
  outcome: `+${string}` | PhoneInvalidReason,
  suggestion?: string,
];

/** Cases by the class that they show. */
export type PhoneCases = Readonly<Record<string, readonly PhoneCase[]>>;

export const PHONE_CASES: PhoneCases = { ...SPELLING_CASES, ...REFUSAL_CASES };
