import type { ApiKeyScope } from '@linekeeper/contract';
import { knownCountry } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import type { ActingTenant } from '../access/principal.ts';
import { Prisma } from '../generated/client.ts';
import { COUNTRY } from '../settings/set-country.ts';
import { type DatabaseScope, perDatabase, STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { knownScopes } from './api-key.ts';
import { createApiKeyCheck } from './api-key-check.ts';

/** The service that has a key, and the tenant that it acts for. Null: a key of the platform. */
export interface ApiKeyHolder {
  keyId: string;
  /** The key's name. */
  name: string;
  scopes: readonly ApiKeyScope[];
  tenant: ActingTenant | null;
}

/** A key's holder, and the other results of the look-up. */
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

/**
 * The service that has this key, or null if the key is invalid, expired or revoked. A valid result is cached for up to ten
 * seconds, so a key can still work that long after another process revoked it.
 */
export function findApiKeyHolder(db: DatabaseScope, secret: string): Promise<ApiKeyHolder | null> {
  return checkOf(db).holderOf(secret);
}

/** Removes a key that was revoked from the cache of {@link findApiKeyHolder}. */
export function forgetApiKey(db: DatabaseScope, id: string): void {
  checkOf({ [STORE]: db[STORE].whole }).forget(id);
}

const checkOf = perDatabase(({ client, closers }) => {
  const check = createApiKeyCheck({
    find: (hash) => findApiKey(client, hash),
    noteUse: (id) => noteApiKeyUse(client, id),
  });
  closers.push(() => check.settled());
  return check;
});

/** Reads across tenants: finds the key with this hash and its tenant in one query. Null if there is no active key. */
async function findApiKey(client: Queryable, hash: string): Promise<FoundApiKey | null> {
  const [row] = await run<Row>(
    client,
    Prisma.sql`
    SELECT k.id, k.name, k.scopes, k.tenant_id, t.name AS tenant_name, ${COUNTRY} AS country,
      (extract(epoch FROM k.expires_at - now()) * 1000)::float8 AS expires_in_ms,
      k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS use_is_stale
    FROM linekeeper.api_keys k
    LEFT JOIN linekeeper.tenants t ON t.id = k.tenant_id
    WHERE k.hash = ${hash} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
  `,
  );
  if (!row) return null;
  const country = knownCountry(row.country);
  const tenant = row.tenant_id && { id: row.tenant_id, name: row.tenant_name, country };
  return {
    holder: { keyId: row.id, name: row.name, scopes: knownScopes(row.scopes), tenant },
    expiresInMs: row.expires_in_ms,
    useIsStale: row.use_is_stale,
  };
}

/** Stores that a key is in use. Because of the condition, replicas don't write the same minute twice. */
async function noteApiKeyUse(client: Queryable, id: string): Promise<void> {
  await run(
    client,
    Prisma.sql`
      UPDATE linekeeper.api_keys SET last_used_at = now()
      WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
    `,
  );
}
