import { ApiKeyScope } from '@linekeeper/contract';
import type { ApiKey as Row } from '../generated/client.ts';

/** A key as people see it: without its secret, which isn't stored. */
export interface ApiKey {
  id: string;
  name: string;
  /** The first characters of the secret. */
  prefix: string;
  scopes: ApiKeyScope[];
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  /** Null: it isn't revoked. */
  revokedAt: Date | null;
  /** Accurate to a minute. Null: never used. */
  lastUsedAt: Date | null;
}

/** The properties of a key to be created. */
export interface NewApiKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresAt: Date | null;
}

/** A key that was just created. This is the only time that its secret is known. */
export interface CreatedApiKey extends ApiKey {
  secret: string;
}

export function toApiKey({ id, name, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }: Row): ApiKey {
  return { id, name, prefix, scopes: knownScopes(scopes), createdAt, expiresAt, revokedAt, lastUsedAt };
}

/** A scope that this release doesn't know allows nothing. */
export function knownScopes(scopes: readonly string[]): ApiKeyScope[] {
  return ApiKeyScope.options.filter((scope) => scopes.includes(scope));
}
