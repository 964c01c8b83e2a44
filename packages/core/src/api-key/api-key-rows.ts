import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type ApiKey, type CreatedApiKey, type NewApiKey, toApiKey } from './api-key.ts';
import { type ApiKeyPage, pageAfter, toPage } from './api-key-page.ts';
import { type CreateApiKeyAnswer, createPlatformKey, createTenantKey } from './insert-api-key.ts';

/** The keys of one owner: a tenant or the platform. */
interface OwnedKeys {
  /** A page, newest first, including revoked keys. No `cursor`: the first page. */
  list(cursor?: string): Promise<ApiKeyPage<ApiKey>>;
  /** Revokes a key. False: the owner has no active key with this id. */
  revoke(id: string): Promise<boolean>;
}

export interface ApiKeyRows extends OwnedKeys {
  create(key: NewApiKey): Promise<CreateApiKeyAnswer>;
}

export interface PlatformKeyRows extends OwnedKeys {
  create(key: NewApiKey): Promise<CreatedApiKey>;
}

export function apiKeyRows(prisma: PrismaClient, tenantId: TenantId, onRevoked: (id: string) => void): ApiKeyRows {
  return { ...ownedKeys(prisma, tenantId, onRevoked), create: (key) => createTenantKey(prisma, tenantId, key) };
}

export function platformKeyRows(prisma: PrismaClient, onRevoked: (id: string) => void): PlatformKeyRows {
  return { ...ownedKeys(prisma, null, onRevoked), create: (key) => createPlatformKey(prisma, key) };
}

function ownedKeys(prisma: PrismaClient, tenantId: TenantId | null, onRevoked: (id: string) => void): OwnedKeys {
  return {
    async list(cursor) {
      const { where, ...page } = pageAfter(cursor);
      const { keys, nextCursor } = toPage(await prisma.apiKey.findMany({ where: { tenantId, ...where }, ...page }));
      return { keys: keys.map(toApiKey), nextCursor };
    },
    async revoke(id) {
      const { count } = await revokeWhere(prisma, { id, tenantId }, onRevoked);
      return count > 0;
    },
  };
}

/** Removes the key from the cache also after a fault, because the revocation can have succeeded. */
export async function revokeWhere(
  prisma: PrismaClient,
  where: { id: string; tenantId?: TenantId | null },
  onRevoked: (id: string) => void,
): Promise<{ count: number }> {
  try {
    return await prisma.apiKey.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: new Date() } });
  } finally {
    onRevoked(where.id);
  }
}
