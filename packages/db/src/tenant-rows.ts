import type { InboundNumber, PhoneNumber } from '@linekeeper/contract';
import { type ApiKeyRows, apiKeyRows } from './api-key/api-key-rows.ts';
import { claimInboundNumber } from './claim-inbound-number.ts';
import type { PrismaClient } from './generated/client.ts';
import { toInboundNumber } from './inbound-number-row.ts';
import { type InvitationRows, invitationRows } from './invitation/invitation-rows.ts';
import { type MemberRows, memberRows } from './member/member-rows.ts';
import { type NumberAvailability, numberAvailability } from './number-availability.ts';
import { type NumberBudget, spendNumberBudget } from './number-budget.ts';
import { findOrganization, type StoredOrganization } from './organization/stored-organization.ts';
import {
  type OrganizationChange,
  type UpdateOrganizationAnswer,
  updateOrganization,
} from './organization/update-organization.ts';
import { releaseInboundNumber } from './release-inbound-number.ts';
import { writeForTenant } from './tenant-gone.ts';
import type { TenantId } from './tenant-id.ts';

/**
 * The rows of one tenant. The only way to them, so that a forgotten filter cannot be written. What writes throws
 * {@link TenantGoneError} if the tenant was deleted meanwhile.
 */
export interface TenantRows {
  inboundNumber(): Promise<InboundNumber | null>;
  /** Null: another tenant holds it. */
  claimInboundNumber(phoneNumber: PhoneNumber): Promise<InboundNumber | null>;
  /** The number that was freed, or null where there was none. */
  releaseInboundNumber(): Promise<PhoneNumber | null>;
  availabilityOf(phoneNumber: PhoneNumber): Promise<NumberAvailability>;
  /** The company itself; null where it was deleted meanwhile. */
  organization(): Promise<StoredOrganization | null>;
  /** All or nothing, the number included. */
  updateOrganization(change: OrganizationChange): Promise<UpdateOrganizationAnswer>;
  readonly apiKeys: ApiKeyRows;
  readonly members: MemberRows;
  readonly invitations: InvitationRows;
  /**
   * Counts the number among those that the tenant asks about, leaving `keeping` of the budget unspent. Null: it may
   * ask. Else nothing was counted, and it may in so many seconds.
   */
  spendNumberBudget(phoneNumber: PhoneNumber, keeping: number): Promise<number | null>;
}

/** What the rows of every tenant share. */
export interface TenantRowsOptions {
  budget: NumberBudget;
  onKeyRevoked: (id: string) => void;
}

export function tenantRows(
  prisma: PrismaClient,
  tenantId: TenantId,
  { budget, onKeyRevoked }: TenantRowsOptions,
): TenantRows {
  return {
    async inboundNumber() {
      const row = await prisma.inboundNumber.findUnique({ where: { tenantId } });
      return row && toInboundNumber({ e164: row.e164, claimed_at: row.claimedAt });
    },
    claimInboundNumber: (phoneNumber) => writeForTenant(() => claimInboundNumber(prisma, tenantId, phoneNumber)),
    releaseInboundNumber: () => writeForTenant(() => releaseInboundNumber(prisma, tenantId)),
    availabilityOf: (phoneNumber) => numberAvailability(prisma, tenantId, phoneNumber),
    organization: () => findOrganization(prisma, tenantId),
    updateOrganization: (change) => writeForTenant(() => updateOrganization(prisma, tenantId, change)),
    apiKeys: apiKeyRows(prisma, tenantId, onKeyRevoked),
    members: memberRows(prisma, tenantId),
    invitations: invitationRows(prisma, tenantId),
    spendNumberBudget: (phoneNumber, keeping) =>
      writeForTenant(() => spendNumberBudget(prisma, budget, { tenantId, phoneNumber, keeping })),
  };
}
