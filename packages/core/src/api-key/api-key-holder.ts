import type { ApiKeyScope } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { knownScopes } from './api-key.ts';

/** The service that has a key, and the tenant that it acts for. Null: a key of the platform. */
export interface ApiKeyHolder {
  keyId: string;
  /** The key's name. */
  name: string;
  scopes: readonly ApiKeyScope[];
  tenant: { tenantId: TenantId; tenantName: string; country: string | null } | null;
}

/** A holder, with other results of a look-up. */
export interface FoundApiKey {
  holder: ApiKeyHolder;
  /** Milliseconds until the key expires. Null: it never expires. */
  expiresInMs: number | null;
  /** Whether its last use was stored more than a minute ago. */
  useIsStale: boolean;
}

interface Row {
  id: string;
  name: string;
  scopes: string[];
  tenant_id: TenantId | null;
  tenant_name: string;
  country: string | null;
  expires_in_ms: number | null;
  use_is_stale: boolean;
}

/** Reads across tenants: finds the key with this hash and its tenant in one query. Null if there is no active key. */
export async function findApiKey(client: Queryable, hash: string): Promise<FoundApiKey | null> {
  const [row] = await run<Row>(
    client,
    Prisma.sql`
    SELECT k.id, k.name, k.scopes, k.tenant_id, t.name AS tenant_name, t.country,
      (extract(epoch FROM k.expires_at - now()) * 1000)::float8 AS expires_in_ms,
      k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS use_is_stale
    FROM linekeeper.api_keys k
    LEFT JOIN linekeeper.tenants t ON t.id = k.tenant_id
    WHERE k.hash = ${hash} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
  `,
  );
  if (!row) return null;
  const { tenant_id: tenantId, tenant_name: tenantName, country } = row;
  const tenant = tenantId && { tenantId, tenantName, country };
  return {
    holder: { keyId: row.id, name: row.name, scopes: knownScopes(row.scopes), tenant },
    expiresInMs: row.expires_in_ms,
    useIsStale: row.use_is_stale,
  };
}

/** Stores that a key is in use. Because of the condition, replicas don't write the same minute twice. */
export async function noteApiKeyUse(prisma: PrismaClient, id: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE linekeeper.api_keys SET last_used_at = now()
    WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
  `;
}
