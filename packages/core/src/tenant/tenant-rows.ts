import type { InboundNumber, LineEvent, Outcome } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { type ApiKeyRows, apiKeyRows } from '../api-key/api-key-rows.ts';
import { type CallRows, type CallRowsOptions, callRows } from '../call/call-rows.ts';
import type { PrismaClient } from '../generated/client.ts';
import { type InvitationRows, invitationRows } from '../invitation/invitation-rows.ts';
import type { Cause } from '../line/cause.ts';
import type { EventIds } from '../line/event-ids.ts';
import { type LineAvailability, lineAvailability } from '../line/line-availability.ts';
import { type HistoryPage, tenantHistory } from '../line/line-history.ts';
import { claimLine, releaseLine } from '../line/line-writer.ts';
import { type NumberBudget, spendNumberBudget } from '../line/number-budget.ts';
import type { FindTenantLine } from '../line/tenant-line.ts';
import { type MemberRows, memberRows } from '../member/member-rows.ts';
import type { OrganizationStore } from '../organization/organization-store.ts';
import type { StoredOrganization } from '../organization/stored-organization.ts';
import type { OrganizationChange, UpdateOrganizationAnswer } from '../organization/write-organization.ts';
import { writeForTenant } from './tenant-gone.ts';
import type { TenantId } from './tenant-id.ts';

/**
 * The rows of one tenant. There is no other way to reach them, so nobody can forget the filter by tenant. Functions that
 * write throw {@link TenantGoneError} if the tenant was deleted.
 */
export interface TenantRows {
  inboundNumber(): Promise<InboundNumber | null>;
  /** Counts the number in the budget. PHONE_TAKEN: another tenant holds it, or it's reserved for others. Throws TooManyRequests. */
  claimInboundNumber(phoneNumber: PhoneNumber): Promise<Outcome<InboundNumber, 'PHONE_TAKEN'>>;
  /** The number that was released, or null if there was none. */
  releaseInboundNumber(): Promise<PhoneNumber | null>;
  /** A page of the changes of its lines, newest first. No `cursor`: the first page. */
  lineHistory(cursor?: string): Promise<HistoryPage<LineEvent>>;
  /** Counts the number in the budget. Throws TooManyRequests. */
  availabilityOf(phoneNumber: PhoneNumber): Promise<LineAvailability>;
  /** The company itself. Null if it was deleted. */
  organization(): Promise<StoredOrganization | null>;
  /** Changes everything or nothing, including the number. */
  updateOrganization(change: OrganizationChange): Promise<UpdateOrganizationAnswer>;
  /** See {@link OrganizationStore.rules}. */
  organizationRules(): ReturnType<OrganizationStore['rules']>;
  readonly apiKeys: ApiKeyRows;
  readonly calls: CallRows;
  readonly members: MemberRows;
  readonly invitations: InvitationRows;
  /**
   * Counts the number in the budget, and leaves `keeping` of it unspent. Null: the tenant can ask. Otherwise nothing was
   * counted, and it can ask in so many seconds.
   */
  spendNumberBudget(phoneNumber: PhoneNumber, keeping: number): Promise<number | null>;
}

/** What the rows of all tenants share. */
export interface TenantRowsOptions {
  prisma: PrismaClient;
  pool: Queryable;
  budget: NumberBudget;
  eventIds: EventIds;
  findLine: FindTenantLine;
  organizations: OrganizationStore;
  onKeyRevoked: (id: string) => void;
  calls: CallRowsOptions;
}

export function tenantRows(
  tenantId: TenantId,
  cause: Cause,
  { prisma, pool, budget, eventIds, findLine, organizations, onKeyRevoked, calls }: TenantRowsOptions,
): TenantRows {
  return {
    inboundNumber: () => findLine(tenantId),
    claimInboundNumber: (phoneNumber) =>
      writeForTenant(() => claimLine(pool, budget, { tenantId, phoneNumber, cause })),
    releaseInboundNumber: () => writeForTenant(() => releaseLine(pool, { tenantId, cause })),
    lineHistory: (cursor) => tenantHistory(pool, eventIds, tenantId, cursor),
    availabilityOf: (phoneNumber) => writeForTenant(() => lineAvailability(pool, budget, { tenantId, phoneNumber })),
    organization: () => organizations.find(tenantId),
    updateOrganization: (change) => writeForTenant(() => organizations.update(tenantId, change, cause)),
    organizationRules: () => organizations.rules(),
    apiKeys: apiKeyRows(prisma, tenantId, onKeyRevoked),
    calls: callRows(tenantId, calls),
    members: memberRows(prisma, tenantId),
    invitations: invitationRows(prisma, tenantId),
    spendNumberBudget: (phoneNumber, keeping) =>
      writeForTenant(() => spendNumberBudget(pool, budget, { tenantId, phoneNumber, keeping })),
  };
}
