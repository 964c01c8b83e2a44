import type { ActingTenant } from '../access/principal.ts';
import type { TenantRows } from '../tenant/tenant-rows.ts';

/** What a rule about numbers works with: the tenant that asks, and its rows. */
export interface RequestScope {
  tenant: ActingTenant;
  rows: TenantRows;
}
