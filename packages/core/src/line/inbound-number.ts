import type { InboundNumber, Outcome } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { inTurn } from '../tenant/in-turn.ts';
import { writeForTenant } from '../tenant/tenant-gone.ts';
import { type ClaimRefusal, claimLine } from './claim-line.ts';
import { type LineAvailability, lineAvailability } from './line-availability.ts';
import { releaseLine } from './line-writer.ts';
import { findTenantLine } from './tenant-line.ts';

// What a tenant does with its number. The functions that write throw TenantGoneError if the tenant was deleted.

/** The number that the tenant holds, or null. */
export function getInboundNumber(handle: TenantHandle): Promise<InboundNumber | null> {
  return findTenantLine(handle, handle.tenant.id);
}

/**
 * Counts the number in the budget. PHONE_TAKEN: another tenant holds it, or it's reserved for others. NUMBER_CHANGED: the tenant
 * doesn't hold `expected` (null: it holds a number). Throws TooManyRequests.
 */
export function claimInboundNumber(
  handle: TenantHandle,
  phoneNumber: PhoneNumber,
  expected?: PhoneNumber | null,
): Promise<Outcome<InboundNumber, ClaimRefusal>> {
  const { tenant, cause } = handle;
  const claim = { tenantId: tenant.id, phoneNumber, expected, cause };
  return inTurn(handle, () => writeForTenant(() => claimLine(handle, claim)));
}

/** The number that was released, or null if there was none. With `expected`, no other number is released. */
export function releaseInboundNumber(handle: TenantHandle, expected?: PhoneNumber): Promise<PhoneNumber | null> {
  const { client, tenant, cause } = handle;
  const release = { tenantId: tenant.id, phoneNumber: expected, cause };
  return inTurn(handle, () => writeForTenant(() => releaseLine(client, release)));
}

/** Counts the number in the budget. Throws TooManyRequests. */
export function availabilityOf(handle: TenantHandle, phoneNumber: PhoneNumber): Promise<LineAvailability> {
  return writeForTenant(() => lineAvailability(handle, { tenantId: handle.tenant.id, phoneNumber }));
}
