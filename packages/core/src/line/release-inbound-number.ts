import { err, numberChanged, ok, type ReleaseInboundNumberOutput } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { getInboundNumber, releaseInboundNumber } from './inbound-number.ts';

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
