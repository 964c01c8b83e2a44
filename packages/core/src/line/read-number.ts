import { type Outcome, ok } from '@linekeeper/contract';
import {
  E164_PATTERN,
  type PhoneInvalid,
  type PhoneNumber,
  type PhoneRequest,
  parsePhoneNumber,
} from '@linekeeper/phone-number';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { findTenantLine } from './tenant-line.ts';

/**
 * Reads the number in a request of the tenant. The number that the tenant holds is accepted even if today's rules would
 * refuse it, because stored numbers are never validated again.
 */
export async function readNumber(
  handle: TenantHandle,
  { phoneNumber: text, country }: PhoneRequest,
): Promise<Outcome<PhoneNumber, PhoneInvalid>> {
  const parsed = parsePhoneNumber(text, { country: country === undefined ? handle.tenant.country : country });
  if (parsed.ok || !E164_PATTERN.test(text)) return parsed;
  const own = await findTenantLine(handle, handle.tenant.id);
  return own?.phoneNumber === text ? ok(own.phoneNumber) : parsed;
}
