import type { Outcome } from '@linekeeper/contract';
import type { PhoneInvalid, PhoneNumber } from '@linekeeper/phone-number';

const REASONS: readonly PhoneInvalid['reason'][] = ['NEEDS_COUNTRY', 'TOO_SHORT', 'SHORT_CODE'];

/** Whether a text that was read without a country can be a number in some country. */
export function dependsOnCountry(parsed: Outcome<PhoneNumber, PhoneInvalid>): boolean {
  return !parsed.ok && REASONS.includes(parsed.error.reason);
}
