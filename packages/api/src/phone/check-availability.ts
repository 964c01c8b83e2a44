import {
  type CheckAvailabilityInput,
  type CheckAvailabilityOutput,
  no,
  ok,
  parsePhoneNumber,
  phoneTaken,
} from '@linekeeper/contract';
import { spendNumberBudget } from './number-budget.ts';
import type { RequestScope } from './request-scope.ts';

/** Whether the tenant could have this number, at this moment. */
export async function checkAvailability(
  scope: RequestScope,
  input: CheckAvailabilityInput,
): Promise<CheckAvailabilityOutput> {
  const { tenant, rows } = scope;
  const parsed = parsePhoneNumber(input.phoneNumber, { country: input.country ?? tenant.country });
  if (!parsed.ok) return parsed;
  const phoneNumber = parsed.data;
  await spendNumberBudget(scope, phoneNumber, 'CHECK');
  const availability = await rows.availabilityOf(phoneNumber);
  return availability === 'TAKEN' ? no(phoneTaken(phoneNumber)) : ok({ phoneNumber, availability });
}
