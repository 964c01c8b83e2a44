import {
  type CheckAvailabilityInput,
  type CheckAvailabilityOutput,
  no,
  ok,
  parsePhoneNumber,
  phoneTaken,
} from '@linekeeper/contract';
import type { RequestScope } from './request-scope.ts';

/** Whether the tenant could have this number, at this moment. */
export async function checkAvailability(
  { tenant, rows }: RequestScope,
  input: CheckAvailabilityInput,
): Promise<CheckAvailabilityOutput> {
  const parsed = parsePhoneNumber(input.phoneNumber, { country: input.country ?? tenant.country });
  if (!parsed.ok) return parsed;
  const phoneNumber = parsed.data;
  const availability = await rows.availabilityOf(phoneNumber);
  return availability === 'TAKEN' ? no(phoneTaken(phoneNumber)) : ok({ phoneNumber, availability });
}
