import type { ApiKeyScope, Permission } from '@linekeeper/contract';
import type { Principal, Role } from './principal.ts';

/** The one table of who may do what: the roles that allow it to people, and the scopes that allow it to services. */
const ALLOWED_BY: Record<Permission, { roles: readonly Role[]; scopes: readonly ApiKeyScope[] }> = {
  'inboundNumber:read': { roles: ['owner', 'admin', 'member'], scopes: ['inboundNumber:read'] },
  'inboundNumber:update': { roles: ['owner', 'admin'], scopes: ['inboundNumber:update'] },
  // Whose line a number is, across companies: no role in one company allows that.
  'routing:read': { roles: [], scopes: ['routing:read'] },
  // People alone, so that a key which leaks cannot make itself a successor.
  'apiKey:manage': { roles: ['owner', 'admin'], scopes: [] },
  // People alone, so that a key which leaks can't lock people out. Owners alone manage: an admin can't remove an owner.
  'member:read': { roles: ['owner', 'admin'], scopes: [] },
  'member:manage': { roles: ['owner'], scopes: [] },
  // People alone: this is what the pages of a company's people call. Keys have procedures, and no business with the
  // provider's settings.
  'organization:read': { roles: ['owner', 'admin', 'member'], scopes: [] },
  'organization:update': { roles: ['owner', 'admin'], scopes: [] },
};

const PERMISSIONS = Object.keys(ALLOWED_BY) as Permission[];

/** What one principal may do. A person of no company may do nothing. */
export function permissionsOf(principal: Principal): Permission[] {
  if (principal.kind === 'service') {
    return PERMISSIONS.filter((permission) => ALLOWED_BY[permission].scopes.some((s) => principal.scopes.includes(s)));
  }
  const { role, tenant } = principal;
  if (role === null || tenant === null) return [];
  return PERMISSIONS.filter((permission) => ALLOWED_BY[permission].roles.includes(role));
}
