import { err, numberChanged, ok, phoneTaken, type SetInboundNumberOutput, unreachable } from '@linekeeper/contract';
import type { PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { claimInboundNumber, getInboundNumber } from './inbound-number.ts';
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
