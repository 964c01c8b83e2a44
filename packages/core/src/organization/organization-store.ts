import type { CountryCode } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import type { Cause } from '../line/cause.ts';
import { withOwnCopy } from '../provider/own-copy.ts';
import { perDatabase } from '../store.ts';
import { inTurn } from '../tenant/in-turn.ts';
import { writeForTenant } from '../tenant/tenant-gone.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { findOrganization, type StoredOrganization } from './stored-organization.ts';
import { type OrganizationChange, type UpdateOrganizationAnswer, writeOrganization } from './write-organization.ts';

/**
 * Where the details and settings of companies are stored: in our own tables, unless `openDatabase` was given another
 * store.
 */
export interface OrganizationStore {
  /** Null if the company doesn't exist. */
  find(tenantId: TenantId): Promise<StoredOrganization | null>;
  /** Makes the whole change or none of it. The number is part of the change. */
  update(tenantId: TenantId, change: OrganizationChange, cause: Cause): Promise<UpdateOrganizationAnswer>;
  /** Other fields that `update` accepts in `others`, and the country of the company's national numbers if it has none here. */
  rules(tenantId: TenantId): Promise<{ otherFields: readonly string[]; country: CountryCode | null }>;
}

/** How a store reaches the database, as the role that serves requests. */
export interface StoreConnection {
  pool: Queryable;
  /** Runs `work` in one transaction, which is undone if it throws. */
  transaction: <T>(work: (client: Queryable) => Promise<T>) => Promise<T>;
}

/** The company itself. Null if it was deleted. */
export function readOrganization(handle: TenantHandle): Promise<StoredOrganization | null> {
  return storeOf(handle).find(handle.tenant.id);
}

/** Changes everything or nothing, including the number. Throws TenantGoneError. */
export function storeOrganization(handle: TenantHandle, change: OrganizationChange): Promise<UpdateOrganizationAnswer> {
  return inTurn(handle, () => writeForTenant(() => storeOf(handle).update(handle.tenant.id, change, handle.cause)));
}

/** See {@link OrganizationStore.rules}. */
export function organizationRules(handle: TenantHandle): ReturnType<OrganizationStore['rules']> {
  return storeOf(handle).rules(handle.tenant.id);
}

/**
 * The store of the whole database, even in a host's transaction, because these details aren't part of that transaction.
 */
const storeOf = perDatabase(({ whole: { client, transaction, ring, organizations } }): OrganizationStore => {
  const own: OrganizationStore = {
    find: (tenantId) => findOrganization(client, tenantId),
    update: (tenantId, change, cause) =>
      writeOrganization({ pool: client, transaction, ring }, tenantId, change, cause),
    rules: async () => ({ otherFields: [], country: null }),
  };
  return organizations ? withOwnCopy((ours) => organizations(ours, { pool: client, transaction }), own) : own;
});
