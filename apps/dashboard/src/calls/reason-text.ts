import { type CallRecord, FALLBACK_REASONS } from '@linekeeper/contract';
import { formatPhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { countryOfNumber } from '../inbound-number/number-kind.ts';
import { CALLS } from './texts.ts';

/** Why the caller heard that the call can't be connected; null if they didn't. A country that isn't allowed is named. */
export function reasonText({ reason, target }: Pick<CallRecord, 'reason' | 'target'>): string | null {
  if (reason !== 'FORWARD_COUNTRY') return reason && FALLBACK_REASONS[reason];
  const parsed = parsePhoneNumber(target ?? '');
  if (!parsed.ok) return CALLS.countryRefused;
  return CALLS.countryRefusedOf(formatPhoneNumber(parsed.data), countryOfNumber(parsed.data));
}
