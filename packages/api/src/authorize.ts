import { NO_TENANT_MESSAGES, type Permission } from '@linekeeper/contract';
import type { Actor, TenantRows } from '@linekeeper/db';
import { TRPCError } from '@trpc/server';
import type { Context } from './context.ts';
import { permissionsOf } from './permissions.ts';
import type { ActingTenant, Principal } from './principal.ts';

/** Who calls, for which tenant, and that tenant's rows. */
export interface Authorized {
  principal: Principal;
  tenant: ActingTenant;
  rows: TenantRows;
}

/**
 * The one way to a tenant's rows, whichever door a call came in by. Throws UNAUTHORIZED where nobody is signed in, and
 * FORBIDDEN where the caller lacks the permission. Who acts for no tenant (a person who is a member of none or must choose
 * one, a key of the platform) is refused, whatever else it may do.
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

/** Who did it, for the history. */
function actorOf(principal: Principal): Actor {
  return principal.kind === 'person'
    ? { type: 'PERSON', id: principal.id, name: principal.name }
    : { type: 'API_KEY', id: principal.keyId, name: principal.name };
}
