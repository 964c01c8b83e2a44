import { NO_TENANT_MESSAGES, type Permission, unreachable } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';
import type { Actor } from '../line/cause.ts';
import { STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { Context } from './context.ts';
import { OWNER, type OwnerContext } from './owner-context.ts';
import { permissionsOf } from './permissions.ts';
import type { Principal } from './principal.ts';
import {
  type OwnerHandle,
  onlyAbout,
  type PlatformHandle,
  type TenantHandle,
  type Unbranded,
} from './tenant-handle.ts';

/**
 * The only way to a tenant's rows, for procedures, REST and the command line. Throws UNAUTHORIZED if the caller isn't signed
 * in, and FORBIDDEN if the caller lacks the permission. A caller that acts for no tenant is always refused: a person without
 * a tenant or who must choose one, and a platform key or the operator if no tenant was named.
 */
export async function authorize(ctx: Context, permission: Permission): Promise<TenantHandle> {
  const principal = await signedIn(ctx);
  const { tenant, noTenantReason } = principal;
  if (!tenant && noTenantReason) {
    throw new TRPCError({ code: 'FORBIDDEN', message: NO_TENANT_MESSAGES[noTenantReason] });
  }
  if (!tenant || !permissionsOf(principal).includes(permission)) throw new TRPCError({ code: 'FORBIDDEN' });
  const store = ctx.db[STORE];
  const handle: Unbranded<TenantHandle> = {
    [STORE]: store,
    principal,
    tenant,
    cause: causeOf(ctx, principal),
    config: store,
    client: onlyAbout(tenant.id, store.client),
    transaction: (work) => store.transaction((client) => work(onlyAbout(tenant.id, client))),
  };
  return handle as TenantHandle;
}

/** Who can look up which lines. `onlyOf`: only this tenant's lines are found. Null: all lines are found. */
export interface RoutingAuthorized {
  onlyOf: TenantId | null;
}

/**
 * Allows look-ups by call. A platform key sees every line. A tenant's key sees its tenant's lines. Throws UNAUTHORIZED and
 * FORBIDDEN like {@link authorize}.
 */
export async function authorizeRouting(ctx: Context): Promise<RoutingAuthorized> {
  const principal = await signedIn(ctx);
  const isAllowed = principal.kind === 'service' && permissionsOf(principal).includes('routing:read');
  // If a key names a tenant that it can't act for, its tenant is null. That must not make it a platform key.
  if (!isAllowed || principal.noTenantReason) throw new TRPCError({ code: 'FORBIDDEN' });
  return { onlyOf: principal.tenant?.id ?? null };
}

/** The only way to functions that reach all tenants. Throws UNAUTHORIZED and FORBIDDEN like {@link authorize}. */
export async function authorizePlatform(
  ctx: Context,
  permission: 'tenant:manage' | 'platform:operate',
): Promise<PlatformHandle> {
  const principal = await platformPrincipal(ctx, permission);
  const store = ctx.db[STORE];
  const handle: Unbranded<PlatformHandle> = {
    [STORE]: store,
    principal,
    cause: causeOf(ctx, principal),
    config: store,
    client: store.client,
  };
  return handle as PlatformHandle;
}

/**
 * The only way to work as the owner of the tables, for migrations and the takeover. Throws UNAUTHORIZED and FORBIDDEN like
 * {@link authorize}.
 */
export async function authorizeOwner(ctx: OwnerContext, permission: 'platform:operate'): Promise<OwnerHandle> {
  const principal = await platformPrincipal(ctx, permission);
  const handle: Unbranded<OwnerHandle> = { ...ctx[OWNER], cause: causeOf(ctx, principal) };
  return handle as OwnerHandle;
}

type Caller = Pick<Context, 'principal' | 'requestId'>;

/** The operator or a platform key, if it has the permission. */
async function platformPrincipal(ctx: Caller, permission: Permission): Promise<Principal> {
  const principal = await signedIn(ctx);
  const isPlatform = principal.kind === 'operator' || (principal.kind === 'service' && principal.ofPlatform === true);
  if (!isPlatform || !permissionsOf(principal).includes(permission)) throw new TRPCError({ code: 'FORBIDDEN' });
  return principal;
}

async function signedIn(ctx: Caller): Promise<Principal> {
  const principal = await ctx.principal();
  if (!principal) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return principal;
}

function causeOf({ requestId }: Caller, principal: Principal) {
  return { actor: actorOf(principal), reason: principal.kind === 'operator' ? principal.reason : null, requestId };
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
    case 'operator':
      return { type: 'OPERATOR', id: null, name: principal.name };
    default:
      return unreachable(principal);
  }
}
