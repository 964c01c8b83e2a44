import { type Outcome, ok } from '@linekeeper/contract';
import {
  E164_PATTERN,
  type PhoneInvalid,
  type PhoneNumber,
  type PhoneRequest,
  parsePhoneNumber,
} from '@linekeeper/phone-number';
import type { RequestScope } from './request-scope.ts';
import { spendNumberBudget } from './spend-number-budget.ts';

/**
 * The number that a tenant asks about, counted among those that it may: the beginning of every rule that tells, by its
 * answer, whether a number is somebody's. The number that the tenant holds is accepted although today's rules would refuse
 * it: stored numbers are never judged again. Throws TooManyRequests if it has asked about too many.
 */
export async function readNumber(
  scope: RequestScope,
  { phoneNumber, country }: PhoneRequest,
  purpose: 'CHECK' | 'CLAIM',
): Promise<Outcome<PhoneNumber, PhoneInvalid>> {
  const parsed = parsePhoneNumber(phoneNumber, { country: country === undefined ? scope.tenant.country : country });
  if (parsed.ok) {
    await spendNumberBudget(scope, parsed.data, purpose);
    return parsed;
  }
  const own = E164_PATTERN.test(phoneNumber) ? await scope.rows.inboundNumber() : null;
  return own?.phoneNumber === phoneNumber ? ok(own.phoneNumber) : parsed;
}
