import type { ActingTenant } from '../access/principal.ts';
import type { TenantRows } from '../tenant/tenant-rows.ts';

/** What a rule about numbers needs: the tenant, and its rows. */
export interface RequestScope {
  tenant: ActingTenant;
  rows: TenantRows;
}
