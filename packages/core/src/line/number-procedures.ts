import {
  type CheckAvailabilityInput,
  type CheckAvailabilityOutput,
  err,
  numberChanged,
  ok,
  phoneTaken,
  type ReleaseInboundNumberOutput,
  type SetInboundNumberOutput,
  unreachable,
} from '@linekeeper/contract';
import type { PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { availabilityOf, claimInboundNumber, getInboundNumber, releaseInboundNumber } from './inbound-number.ts';
import { readNumber } from './read-number.ts';

/** Claims the number for the tenant, and releases the one it held. With `expected`, only if it held that one. */
export async function setInboundNumber(
  handle: TenantHandle,
  { expected, ...request }: PhoneRequest & { expected?: PhoneNumber | null | undefined },
): Promise<SetInboundNumberOutput> {
  const read = await readNumber(handle, request);
  if (!read.ok) return read;
  const phoneNumber = read.data;
  const claimed = await claimInboundNumber(handle, phoneNumber, expected);
  if (claimed.ok) return claimed;
  switch (claimed.error) {
    case 'PHONE_TAKEN':
      return err(phoneTaken(phoneNumber));
    case 'NUMBER_CHANGED': {
      const current = await getInboundNumber(handle);
      return current?.phoneNumber === phoneNumber ? ok(current) : err(numberChanged(current?.phoneNumber ?? null));
    }
    default:
      return unreachable(claimed.error);
  }
}

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

/** Releases the tenant's number. With `expected`, only if it's that one. */
export async function releaseExpectedNumber(
  handle: TenantHandle,
  expected: PhoneNumber | undefined,
): Promise<ReleaseInboundNumberOutput> {
  const released = await releaseInboundNumber(handle, expected);
  if (released !== null || expected === undefined) return ok({ released });
  const current = await getInboundNumber(handle);
  return current ? err(numberChanged(current.phoneNumber)) : ok({ released: null });
}
