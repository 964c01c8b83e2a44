import type { PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant-id.ts';
import { type ApiKey, type CreatedApiKey, type NewApiKey, toApiKey } from './api-key.ts';
import { createApiKeySecret } from './api-key-secret.ts';

/** The keys of one owner: a tenant or, null, the platform. */
export interface ApiKeyRows {
  /** Newest first, revoked ones too. */
  list(): Promise<ApiKey[]>;
  create(key: NewApiKey): Promise<CreatedApiKey>;
  /** Ends a key. False: the owner has none of that id that still works; a repeated call answers the same. */
  revoke(id: string): Promise<boolean>;
}

export function apiKeyRows(
  prisma: PrismaClient,
  tenantId: TenantId | null,
  onRevoked: (id: string) => void,
): ApiKeyRows {
  return {
    async list() {
      const rows = await prisma.apiKey.findMany({
        where: { tenantId },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      });
      return rows.map(toApiKey);
    },
    async create({ name, scopes, expiresAt }) {
      const { secret, prefix, hash } = createApiKeySecret();
      const row = await prisma.apiKey.create({
        data: { tenantId, name, scopes: [...scopes], expiresAt, prefix, hash },
      });
      return { ...toApiKey(row), secret };
    },
    async revoke(id) {
      const { count } = await prisma.apiKey.updateMany({
        where: { id, tenantId, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      if (count > 0) onRevoked(id);
      return count > 0;
    },
  };
}
