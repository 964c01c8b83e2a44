import type { CountryCode } from './country.ts';
import type { PhoneInvalidReason } from './phone-invalid.ts';
import { REFUSAL_CASES } from './refusal.cases.ts';
import { SPELLING_CASES } from './spelling.cases.ts';

/** A text, its country, and the result: a number, or a reason and the suggestion. */
export type PhoneCase = readonly [
  text: string,
  country: CountryCode | null,
  outcome: `+${string}` | PhoneInvalidReason,
  suggestion?: string,
];

/** Cases by their class. */
export type PhoneCases = Readonly<Record<string, readonly PhoneCase[]>>;

export const PHONE_CASES: PhoneCases = { ...SPELLING_CASES, ...REFUSAL_CASES };
