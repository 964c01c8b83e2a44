import type { CountryCode, Permission } from '@linekeeper/contract';
import type { TenantId } from '@linekeeper/db';

/** A person's role in a tenant, as the sign-in library names them. */
export type Role = 'owner' | 'admin' | 'member';

/** The tenant that a call acts for. `country` reads national numbers. */
export interface ActingTenant {
  id: TenantId;
  name: string;
  country: CountryCode | null;
}

/** Who calls. `tenant` is null for a person who is a member of none. */
export interface Principal {
  kind: 'person';
  name: string;
  email: string;
  tenant: ActingTenant | null;
  role: Role | null;
}

const ROLES_WITH: Record<Permission, readonly Role[]> = {
  'inboundNumber:read': ['owner', 'admin', 'member'],
  'inboundNumber:update': ['owner', 'admin'],
};

/** The one table of who may do what, read for one principal. */
export function permissionsOf(principal: Principal): Permission[] {
  const { role } = principal;
  if (role === null || principal.tenant === null) return [];
  return (Object.keys(ROLES_WITH) as Permission[]).filter((permission) => ROLES_WITH[permission].includes(role));
}
