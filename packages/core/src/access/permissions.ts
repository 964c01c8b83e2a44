import type { ApiKeyScope, MemberRole, Permission } from '@linekeeper/contract';
import type { Principal } from './principal.ts';

/**
 * The only table of permissions. For each: the roles of people and the scopes of services that have it, and whether the
 * operator has it.
 */
const ALLOWED_BY: Record<
  Permission,
  { roles: readonly MemberRole[]; scopes: readonly ApiKeyScope[]; operator?: true }
> = {
  'inboundNumber:read': { roles: ['owner', 'admin', 'member'], scopes: ['inboundNumber:read', 'tenant:act'] },
  'inboundNumber:update': { roles: ['owner', 'admin'], scopes: ['inboundNumber:update', 'tenant:act'] },
  // This reads across companies, so no role in a company has it.
  'routing:read': { roles: [], scopes: ['routing:read'] },
  // Only people, so that a leaked key can't create another key.
  'apiKey:manage': { roles: ['owner', 'admin'], scopes: [], operator: true },
  // Only people, so that a leaked key can't lock people out. Only owners manage members: an admin can't remove an owner.
  'member:read': { roles: ['owner', 'admin'], scopes: [], operator: true },
  'member:manage': { roles: ['owner'], scopes: [], operator: true },
  'call:read': { roles: ['owner', 'admin', 'member'], scopes: ['call:update'] },
  'call:update': { roles: ['owner', 'admin'], scopes: ['call:update'] },
  // Only people, so that a leaked key can't replace the account whose requests are accepted.
  'provider:update': { roles: ['owner', 'admin'], scopes: [] },
  // Only people: this is for the pages that they use. Keys have procedures, and don't need the provider's settings.
  'organization:read': { roles: ['owner', 'admin', 'member'], scopes: [] },
  'organization:update': { roles: ['owner', 'admin'], scopes: [] },
  // This reaches across companies.
  'tenant:manage': { roles: [], scopes: ['tenant:manage'], operator: true },
  // No key has it: it reaches every key, every person's sessions, the whole history and the encryption of secrets.
  'platform:operate': { roles: [], scopes: [], operator: true },
};

/** A tenant's key can't use these. */
const PLATFORM_SCOPES: ReadonlySet<ApiKeyScope> = new Set(['tenant:manage', 'tenant:act']);

const PERMISSIONS = Object.keys(ALLOWED_BY) as Permission[];

/** What a role allows in a company. */
export function permissionsOfRole(role: MemberRole): Permission[] {
  return PERMISSIONS.filter((permission) => ALLOWED_BY[permission].roles.includes(role));
}

/** What a principal can do. A person without a company can do nothing. */
export function permissionsOf(principal: Principal): Permission[] {
  if (principal.kind === 'service') {
    const scopes = principal.scopes.filter((scope) => principal.ofPlatform || !PLATFORM_SCOPES.has(scope));
    return PERMISSIONS.filter((permission) => ALLOWED_BY[permission].scopes.some((scope) => scopes.includes(scope)));
  }
  if (principal.kind === 'operator') return PERMISSIONS.filter((permission) => ALLOWED_BY[permission].operator);
  if (principal.kind === 'host') return PERMISSIONS.filter((permission) => principal.permissions.includes(permission));
  const { role, tenant } = principal;
  return role === null || tenant === null ? [] : permissionsOfRole(role);
}
