import { type Outcome, ok } from '@linekeeper/contract';
import {
  E164_PATTERN,
  type PhoneInvalid,
  type PhoneNumber,
  type PhoneRequest,
  parsePhoneNumber,
} from '@linekeeper/phone-number';
import type { RequestScope } from './request-scope.ts';

/**
 * The number that a tenant asks about. The number that the tenant holds is accepted although today's rules would refuse
 * it: stored numbers are never judged again.
 */
export async function readNumber(
  scope: RequestScope,
  { phoneNumber, country }: PhoneRequest,
): Promise<Outcome<PhoneNumber, PhoneInvalid>> {
  const parsed = parsePhoneNumber(phoneNumber, { country: country === undefined ? scope.tenant.country : country });
  if (parsed.ok || !E164_PATTERN.test(phoneNumber)) return parsed;
  const own = await scope.rows.inboundNumber();
  return own?.phoneNumber === phoneNumber ? ok(own.phoneNumber) : parsed;
}
