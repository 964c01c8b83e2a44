import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';
import { API_KEY_MAX_DAYS, API_KEY_NAME_MAX_LENGTH } from '../limits.ts';
import { PLAIN_TEXT } from '../plain-text.ts';
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
