import type { InboundNumber, PhoneNumber } from '@linekeeper/contract';
import { type ApiKeyRows, apiKeyRows } from './api-key/api-key-rows.ts';
import { claimInboundNumber } from './claim-inbound-number.ts';
import type { PrismaClient } from './generated/client.ts';
import { toInboundNumber } from './inbound-number-row.ts';
import { type NumberAvailability, numberAvailability } from './number-availability.ts';
import { type NumberBudget, spendNumberBudget } from './number-budget.ts';
import { releaseInboundNumber } from './release-inbound-number.ts';
import type { TenantId } from './tenant-id.ts';

/** The rows of one tenant. The only way to them, so that a forgotten filter cannot be written. */
export interface TenantRows {
  inboundNumber(): Promise<InboundNumber | null>;
  /** Null: another tenant holds it. */
  claimInboundNumber(phoneNumber: PhoneNumber): Promise<InboundNumber | null>;
  /** The number that was freed, or null where there was none. */
  releaseInboundNumber(): Promise<PhoneNumber | null>;
  availabilityOf(phoneNumber: PhoneNumber): Promise<NumberAvailability>;
  readonly apiKeys: ApiKeyRows;
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
    claimInboundNumber: (phoneNumber) => claimInboundNumber(prisma, tenantId, phoneNumber),
    releaseInboundNumber: () => releaseInboundNumber(prisma, tenantId),
    availabilityOf: (phoneNumber) => numberAvailability(prisma, tenantId, phoneNumber),
    apiKeys: apiKeyRows(prisma, tenantId, onKeyRevoked),
    spendNumberBudget: (phoneNumber, keeping) => spendNumberBudget(prisma, budget, { tenantId, phoneNumber, keeping }),
  };
}
