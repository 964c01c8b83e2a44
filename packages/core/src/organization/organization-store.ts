import type { CountryCode } from '@linekeeper/phone-number';
import type { Cause } from '../line/cause.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { StoredOrganization } from './stored-organization.ts';
import type { OrganizationChange, UpdateOrganizationAnswer } from './write-organization.ts';

/**
 * Where the details and settings of companies are stored: in our own tables, unless `openDatabase` was given another
 * store.
 */
export interface OrganizationStore {
  /** Null: there is no such company. */
  find(tenantId: TenantId): Promise<StoredOrganization | null>;
  /** All or nothing, the number included. */
  update(tenantId: TenantId, change: OrganizationChange, cause: Cause): Promise<UpdateOrganizationAnswer>;
  /** Fields besides our own that `update` takes in `others`, and the country that reads national numbers of companies without one. */
  rules(): Promise<{ otherFields: readonly string[]; country: CountryCode | null }>;
}
