import {
  type Outcome,
  type PhoneInvalid,
  type PhoneNumber,
  type PhoneRequest,
  parsePhoneNumber,
} from '@linekeeper/contract';
import { spendNumberBudget } from './number-budget.ts';
import type { RequestScope } from './request-scope.ts';

/**
 * The number that a tenant asks about, counted among those that it may: the beginning of every rule that tells, by its
 * answer, whether a number is somebody's. Throws TooManyRequests where it has asked about too many.
 */
export async function readNumber(
  scope: RequestScope,
  { phoneNumber, country }: PhoneRequest,
  purpose: 'CHECK' | 'CLAIM',
): Promise<Outcome<PhoneNumber, PhoneInvalid>> {
  const parsed = parsePhoneNumber(phoneNumber, { country: country ?? scope.tenant.country });
  if (parsed.ok) await spendNumberBudget(scope, parsed.data, purpose);
  return parsed;
}
