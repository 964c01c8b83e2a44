import { ApiKeyScope } from '@linekeeper/contract';
import type { ApiKey as Row } from '../generated/client.ts';

/** A key as people see it: without its secret, which is kept nowhere. */
export interface ApiKey {
  id: string;
  name: string;
  /** How the secret begins. */
  prefix: string;
  scopes: ApiKeyScope[];
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  /** Null: it works, unless it has expired. */
  revokedAt: Date | null;
  /** To the minute; null: never used. */
  lastUsedAt: Date | null;
}

/** What a key is made of. */
export interface NewApiKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresAt: Date | null;
}

/** A key as it is made: the one time that its secret is known. */
export interface CreatedApiKey extends ApiKey {
  secret: string;
}

export function toApiKey({ id, name, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }: Row): ApiKey {
  return { id, name, prefix, scopes: knownScopes(scopes), createdAt, expiresAt, revokedAt, lastUsedAt };
}

/** A scope that this release does not know allows nothing. */
export function knownScopes(scopes: readonly string[]): ApiKeyScope[] {
  return ApiKeyScope.options.filter((scope) => scopes.includes(scope));
}
