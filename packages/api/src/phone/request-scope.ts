import type { TenantRows } from '@linekeeper/db';
import type { ActingTenant } from '../principal.ts';

/** What a rule about numbers works with: the tenant that asks, and its rows. */
export interface RequestScope {
  tenant: ActingTenant;
  rows: TenantRows;
}
