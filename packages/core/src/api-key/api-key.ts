import { type ApiKey, ApiKeyScope } from '@linekeeper/contract';
import { Prisma } from '../generated/client.ts';

/** The columns of a key, without its hash. */
export const API_KEY_COLUMNS = Prisma.sql`
  k.id, k.name, k.prefix, k.scopes, k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
  k.last_used_at AS "lastUsedAt"
`;

/** A key as SQL returns it. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

/** Copied field by field, so that a secret is never included by mistake. */
export function toApiKey({ id, name, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }: ApiKeyRow): ApiKey {
  return {
    id,
    name,
    prefix,
    scopes: knownScopes(scopes),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** A scope that this release doesn't know allows nothing. */
export function knownScopes(scopes: readonly string[]): ApiKeyScope[] {
  return ApiKeyScope.options.filter((scope) => scopes.includes(scope));
}
