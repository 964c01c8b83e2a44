import type { ApiKey } from '@linekeeper/contract';
import type { ApiKey as StoredApiKey } from './api-key.ts';

/** The key as clients get it. Copied field by field, so that a secret is never included by mistake. */
export function toApiKey(stored: StoredApiKey): ApiKey {
  const { id, name, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt } = stored;
  return {
    id,
    name,
    prefix,
    scopes,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
