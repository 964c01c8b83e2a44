import type { CountryCode } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { Cause } from '../line/cause.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { StoredOrganization } from './stored-organization.ts';
import type { OrganizationChange, UpdateOrganizationAnswer } from './write-organization.ts';

/**
 * Where the details and settings of companies are stored: in our own tables, unless `openDatabase` was given another
 * store.
 */
export interface OrganizationStore {
  /** Null if the company doesn't exist. */
  find(tenantId: TenantId): Promise<StoredOrganization | null>;
  /** Changes everything or nothing, including the number. */
  update(tenantId: TenantId, change: OrganizationChange, cause: Cause): Promise<UpdateOrganizationAnswer>;
  /** Other fields that `update` accepts in `others`, and the country of national numbers for companies without one. */
  rules(): Promise<{ otherFields: readonly string[]; country: CountryCode | null }>;
}

/** How a store reaches the database, as the role that serves requests. */
export interface StoreConnection {
  pool: Queryable;
  /** Runs `work` in one transaction, which is undone if it throws. */
  transaction: <T>(work: (client: Queryable) => Promise<T>) => Promise<T>;
}
