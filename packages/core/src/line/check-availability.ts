import { type CheckAvailabilityInput, type CheckAvailabilityOutput, err, ok, phoneTaken } from '@linekeeper/contract';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { availabilityOf } from './inbound-number.ts';
import { readNumber } from './read-number.ts';

/** Whether the tenant can claim this number at the moment. */
export async function checkAvailability(
  handle: TenantHandle,
  input: CheckAvailabilityInput,
): Promise<CheckAvailabilityOutput> {
  const read = await readNumber(handle, input);
  if (!read.ok) return read;
  const phoneNumber = read.data;
  const availability = await availabilityOf(handle, phoneNumber);
  return availability === 'PHONE_TAKEN' ? err(phoneTaken(phoneNumber)) : ok({ phoneNumber, availability });
}
