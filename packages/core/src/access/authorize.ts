import { NO_TENANT_MESSAGES, type Permission, unreachable } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';
import type { Actor } from '../line/cause.ts';
import type { TenantDirectory } from '../tenant/tenant-directory.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { TenantRows } from '../tenant/tenant-rows.ts';
import type { Context } from './context.ts';
import { permissionsOf } from './permissions.ts';
import type { ActingTenant, Principal } from './principal.ts';

/** The caller, the tenant they act for, and that tenant's rows. */
export interface Authorized {
  principal: Principal;
  tenant: ActingTenant;
  rows: TenantRows;
}

/**
 * The only way to a tenant's rows, for procedures and REST. Throws UNAUTHORIZED if the caller isn't signed in, and FORBIDDEN
 * if the caller lacks the permission. A caller that acts for no tenant is always refused: a person without a tenant or who
 * must choose one, and a platform key.
 */
export async function authorize(ctx: Context, permission: Permission): Promise<Authorized> {
  const principal = await ctx.principal();
  if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED' });
  const { tenant, noTenantReason } = principal;
  if (!tenant && noTenantReason) {
    throw new TRPCError({ code: 'FORBIDDEN', message: NO_TENANT_MESSAGES[noTenantReason] });
  }
  if (!tenant || !permissionsOf(principal).includes(permission)) throw new TRPCError({ code: 'FORBIDDEN' });
  const cause = { actor: actorOf(principal), requestId: ctx.requestId };
  return { principal, tenant, rows: ctx.db.forTenant(tenant.id, cause) };
}

/** Who looks up lines. `onlyOf`: only this tenant's lines are found. Null: all lines are. */
export interface RoutingAuthorized {
  onlyOf: TenantId | null;
}

/**
 * Allows look-ups by call. A platform key sees every line. A tenant's key sees its tenant's lines. Throws UNAUTHORIZED and
 * FORBIDDEN like {@link authorize}.
 */
export async function authorizeRouting(ctx: Context): Promise<RoutingAuthorized> {
  const principal = await ctx.principal();
  if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED' });
  const isAllowed = principal.kind === 'service' && permissionsOf(principal).includes('routing:read');
  // If a key names a tenant that it can't act for, its tenant is null. That must not make it a platform key.
  if (!isAllowed || principal.noTenantReason) throw new TRPCError({ code: 'FORBIDDEN' });
  return { onlyOf: principal.tenant?.id ?? null };
}

/** What a platform key with `tenant:manage` is given. */
export interface PlatformAuthorized {
  tenants: TenantDirectory;
}

/** Allows what reaches all tenants. Throws UNAUTHORIZED and FORBIDDEN like {@link authorize}. */
export async function authorizePlatform(ctx: Context): Promise<PlatformAuthorized> {
  const principal = await ctx.principal();
  if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED' });
  const isPlatform = principal.kind === 'service' && principal.ofPlatform === true;
  if (!isPlatform || !permissionsOf(principal).includes('tenant:manage')) throw new TRPCError({ code: 'FORBIDDEN' });
  return { tenants: ctx.db.tenants({ actor: actorOf(principal), requestId: ctx.requestId }) };
}

/** The actor, for the history. */
function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'person':
      return { type: 'PERSON', id: principal.id, name: principal.name };
    case 'service':
      return { type: 'API_KEY', id: principal.keyId, name: principal.name };
    case 'host':
      return principal.actor;
    default:
      return unreachable(principal);
  }
}
