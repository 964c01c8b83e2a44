import {
  type ApiKeyScope,
  apiKeyLimit,
  type CreateApiKeyOutput,
  err,
  MAX_ACTIVE_API_KEYS,
  MAX_STORED_API_KEYS,
  ok,
} from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { authorize, authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { inTurn } from '../tenant/in-turn.ts';
import { lockTenant } from '../tenant/tenant-gone.ts';
import { API_KEY_COLUMNS, type ApiKeyRow, toApiKey } from './api-key.ts';
import { createApiKeySecret } from './api-key-secret.ts';

const DAY_MS = 86_400_000;

/** A key to be created. `expiresInDays` absent: it never expires. */
export interface NewApiKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresInDays?: number | undefined;
}

/**
 * Creates a key for the tenant, unless it has too many. Only this answer contains the key's secret. Two statements in
 * one transaction: the first locks the tenant, so that concurrent calls for one tenant wait for each other. The second
 * counts what the others have committed. A statement that started before they committed wouldn't see it. Throws
 * TenantGoneError.
 */
export async function createApiKey(handle: TenantHandle, key: NewApiKey): Promise<CreateApiKeyOutput> {
  const { tenant, transaction } = handle;
  const { secret, values } = prepareKey(key, tenant.id);
  const create = async (client: Queryable) => {
    await lockTenant(client, tenant.id);
    const [counted] = await run<Partial<ApiKeyRow> & { active: number }>(
      client,
      Prisma.sql`
        WITH counted AS (
          SELECT count(*)::int AS stored,
            (count(*) FILTER (WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())))::int AS active
          FROM linekeeper.api_keys WHERE tenant_id = ${tenant.id}
        ), created AS (
          INSERT INTO linekeeper.api_keys AS k (tenant_id, name, scopes, expires_at, prefix, hash)
          SELECT ${values} FROM counted
          WHERE active < ${MAX_ACTIVE_API_KEYS}::int AND stored < ${MAX_STORED_API_KEYS}::int
          RETURNING ${API_KEY_COLUMNS}
        )
        SELECT counted.active, created.* FROM counted LEFT JOIN created ON true
      `,
    );
    return counted;
  };
  const row = await inTurn(handle, () => transaction(create));
  if (!row?.id) return err(apiKeyLimit(row && row.active >= MAX_ACTIVE_API_KEYS ? 'ACTIVE' : 'STORED'));
  return ok({ ...toApiKey(row as ApiKeyRow), secret });
}

/** The operator's keys, with any scope: for the tenant that the operator acts for, or a key of the platform, without a limit. */
export async function createKeyAsOperator(ctx: Context, key: NewApiKey): Promise<CreateApiKeyOutput> {
  const { client, principal } = await authorizePlatform(ctx, 'platform:operate');
  if (principal.tenant) return createApiKey(await authorize(ctx, 'apiKey:manage'), key);
  const { secret, values } = prepareKey(key, null);
  const [row] = await run<ApiKeyRow>(
    client,
    Prisma.sql`
      INSERT INTO linekeeper.api_keys AS k (tenant_id, name, scopes, expires_at, prefix, hash)
      SELECT ${values} RETURNING ${API_KEY_COLUMNS}
    `,
  );
  if (!row) throw new Error('INSERT … RETURNING returned no row');
  return ok({ ...toApiKey(row), secret });
}

/** A new secret, and the values of the row. */
function prepareKey({ name, scopes, expiresInDays }: NewApiKey, tenantId: string | null) {
  const { secret, prefix, hash } = createApiKeySecret();
  const expiresAt = expiresInDays === undefined ? null : new Date(Date.now() + expiresInDays * DAY_MS);
  const values = Prisma.sql`
    ${tenantId}::text, ${name}::text, ${[...new Set(scopes)]}::text[], ${expiresAt}::timestamptz, ${prefix}::text, ${hash}
  `;
  return { secret, values };
}
