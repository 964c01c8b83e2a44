import { type CheckAvailabilityInput, type CheckAvailabilityOutput, err, ok, phoneTaken } from '@linekeeper/contract';
import { readNumber } from './read-number.ts';
import type { RequestScope } from './request-scope.ts';

/** Whether the tenant can claim this number at the moment. */
export async function checkAvailability(
  scope: RequestScope,
  input: CheckAvailabilityInput,
): Promise<CheckAvailabilityOutput> {
  const read = await readNumber(scope, input);
  if (!read.ok) return read;
  const phoneNumber = read.data;
  const availability = await scope.rows.availabilityOf(phoneNumber);
  return availability === 'PHONE_TAKEN' ? err(phoneTaken(phoneNumber)) : ok({ phoneNumber, availability });
}
