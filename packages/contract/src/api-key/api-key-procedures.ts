import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';
import { API_KEY_MAX_DAYS, API_KEY_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
import type { Mutation, Query } from '../procedure.ts';
import { storableText } from '../storable-text.ts';
import { ApiKey } from './api-key.ts';
import { ApiKeyLimit } from './api-key-limit.ts';
import { TenantKeyScope } from './api-key-scope.ts';

/** `expiresInDays` absent: the key never expires. */
export const CreateApiKeyInput = z.strictObject({
  name: storableText(API_KEY_NAME_MAX_LENGTH).trim().min(1).regex(PLAIN_TEXT),
  scopes: z.array(TenantKeyScope).min(1).max(TenantKeyScope.options.length),
  expiresInDays: z.int().min(1).max(API_KEY_MAX_DAYS).optional(),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

/** The new key with its `secret`, which is returned only this once, or API_KEY_LIMIT. */
export const CreateApiKeyOutput = outcomeSchema(ApiKey.extend({ secret: z.string() }), ApiKeyLimit);
export type CreateApiKeyOutput = z.infer<typeof CreateApiKeyOutput>;

/** The `nextCursor` of a page of keys. Opaque: its form can change. */
export const ApiKeyCursor = z.string().regex(/^[0-9a-z]{1,9}\.[0-9a-f-]{36}$/, 'is not a valid cursor');
export type ApiKeyCursor = z.infer<typeof ApiKeyCursor>;

/** No `cursor`, or no input: the first page. `direction` is only here because React's infinite queries send it. */
export const ListApiKeysInput = z
  .strictObject({ cursor: ApiKeyCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type ListApiKeysInput = z.infer<typeof ListApiKeysInput>;

/** A page of the tenant's keys, newest first, including expired and revoked ones. `nextCursor` null: this is the last page. */
export const ListApiKeysOutput = z.object({ keys: z.array(ApiKey), nextCursor: ApiKeyCursor.nullable() });
export type ListApiKeysOutput = z.infer<typeof ListApiKeysOutput>;

export const RevokeApiKeyInput = z.strictObject({ id: z.uuid() });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

/**
 * Revokes a key of the tenant. Servers might still accept it for up to ten seconds. `revoked` is false if the tenant has no active
 * key with this id, so a repeated call isn't a fault. A call is never refused.
 */
export const RevokeApiKeyOutput = outcomeSchema(z.object({ revoked: z.boolean() }), z.never());
export type RevokeApiKeyOutput = z.infer<typeof RevokeApiKeyOutput>;

export interface ApiKeyProcedures {
  create: Mutation<CreateApiKeyInput, CreateApiKeyOutput>;
  list: Query<ListApiKeysInput, ListApiKeysOutput>;
  revoke: Mutation<RevokeApiKeyInput, RevokeApiKeyOutput>;
}
