import { run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { forgetApiKey } from './api-key-holder.ts';

/** Revokes a key of the tenant. False: the tenant has no active key with this id. */
export async function revokeApiKey(handle: TenantHandle, id: string): Promise<boolean> {
  const ofTenant = Prisma.sql`tenant_id = ${handle.tenant.id}`;
  return forgetting(handle, id, async () => (await run(handle.client, revokeWhere(id, ofTenant))).length > 0);
}

/** For the operator: revokes any key. False: no active key has this id. */
export async function revokeAnyApiKey(ctx: Context, id: string): Promise<boolean> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  return forgetting(ctx.db, id, async () => (await run(client, revokeWhere(id, Prisma.sql`true`))).length > 0);
}

function revokeWhere(id: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    UPDATE linekeeper.api_keys SET revoked_at = now()
    WHERE id = ${id} AND revoked_at IS NULL AND ${condition} RETURNING id
  `;
}

/** Removes the key from the cache even after a fault, because the revocation might have succeeded. */
async function forgetting(
  db: Parameters<typeof forgetApiKey>[0],
  id: string,
  revoke: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await revoke();
  } finally {
    forgetApiKey(db, id);
  }
}
