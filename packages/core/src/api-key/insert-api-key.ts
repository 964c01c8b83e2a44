import { err, MAX_ACTIVE_API_KEYS, MAX_STORED_API_KEYS, type Outcome, ok } from '@linekeeper/contract';
import type { PrismaClient } from '../generated/client.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { type CreatedApiKey, type NewApiKey, toApiKey } from './api-key.ts';
import { createApiKeySecret } from './api-key-secret.ts';

/** ACTIVE: the tenant has the highest number of active keys. STORED: it has too many rows, including ended keys. */
export type CreateApiKeyAnswer = Outcome<CreatedApiKey, 'ACTIVE' | 'STORED'>;

interface Row {
  active: number;
  /** Null if it wasn't created. */
  id: string | null;
  createdAt: Date;
}

/** A key of the platform. Only the operator makes them, so there is no limit. */
export async function createPlatformKey(prisma: PrismaClient, key: NewApiKey): Promise<CreatedApiKey> {
  const { secret, prefix, hash } = createApiKeySecret();
  const row = await prisma.apiKey.create({ data: { ...key, scopes: [...key.scopes], prefix, hash } });
  return { ...toApiKey(row), secret };
}

/**
 * Creates a key unless the tenant has too many. Two statements in one transaction: the first locks the tenant, so that
 * concurrent calls for one tenant wait for each other. The second counts what the others have committed. A statement that
 * started before they committed wouldn't see it. Throws {@link TenantGoneError}.
 */
export async function createTenantKey(
  prisma: PrismaClient,
  tenantId: TenantId,
  { name, scopes, expiresAt }: NewApiKey,
): Promise<CreateApiKeyAnswer> {
  const { secret, prefix, hash } = createApiKeySecret();
  const [locked, [row]] = await prisma.$transaction([
    prisma.$queryRaw<unknown[]>`SELECT id FROM linekeeper.tenants WHERE id = ${tenantId} FOR NO KEY UPDATE`,
    prisma.$queryRaw<Row[]>`
      WITH counted AS (
        SELECT count(*)::int AS stored,
          (count(*) FILTER (WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())))::int AS active
        FROM linekeeper.api_keys WHERE tenant_id = ${tenantId}
      ), created AS (
        INSERT INTO linekeeper.api_keys (tenant_id, name, scopes, expires_at, prefix, hash)
        SELECT t.id, ${name}, ${scopes}::text[], ${expiresAt}::timestamptz, ${prefix}, ${hash}
        FROM linekeeper.tenants t, counted
        WHERE t.id = ${tenantId} AND active < ${MAX_ACTIVE_API_KEYS}::int AND stored < ${MAX_STORED_API_KEYS}::int
        RETURNING id, created_at
      )
      SELECT active, created.id, created.created_at AS "createdAt" FROM counted LEFT JOIN created ON true
    `,
  ]);
  if (locked.length === 0) throw new TenantGoneError('The tenant was deleted');
  if (!row?.id) return err(row && row.active >= MAX_ACTIVE_API_KEYS ? 'ACTIVE' : 'STORED');
  const { id, createdAt } = row;
  return ok({ id, name, prefix, scopes: [...scopes], createdAt, expiresAt, revokedAt: null, lastUsedAt: null, secret });
}
