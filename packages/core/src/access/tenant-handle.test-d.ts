import type { Queryable } from '@linekeeper/postgres';
import { listMembers, type Member } from '../member/members.ts';
import { createTenant } from '../tenant/tenants.ts';
import type { Context } from './context.ts';
import type { ActingTenant, Principal } from './principal.ts';
import type { PlatformHandle, TenantHandle } from './tenant-handle.ts';

// Only the compiler checks this file. It never runs. A tenant's rows can't be reached without the handle that `authorize` makes.

declare const platform: PlatformHandle;
declare const tenantHandle: TenantHandle;

export function takesNothingButTheHandle(
  ctx: Context,
  fromTheRequest: string,
  client: Queryable,
  principal: Principal,
) {
  // @ts-expect-error text from a request isn't a TenantId
  const tenant: ActingTenant = { id: fromTheRequest, name: 'Acme', country: null };
  // @ts-expect-error a handle that `authorize` didn't make
  const forged: Promise<Member[]> = listMembers({ principal, tenant, client, cause: tenantHandle.cause });
  // @ts-expect-error there are no rows without a tenant
  void listMembers(platform);
  // @ts-expect-error a caller who was not authorized yet
  void listMembers(ctx);
  // @ts-expect-error a tenant can't reach all tenants
  void createTenant(tenantHandle, { name: 'Acme' });
  // @ts-expect-error there is no client for arbitrary queries
  void ctx.db.client;
  // @ts-expect-error nor on the handle of a tenant
  void tenantHandle.prisma;
  return forged;
}
