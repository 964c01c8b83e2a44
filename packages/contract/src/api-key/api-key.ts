import { z } from 'zod';
import { ApiKeyScope } from './api-key-scope.ts';

/**
 * A tenant's key, without its secret. Times are ISO 8601, UTC. `prefix` is the beginning of the secret, so that people can
 * recognize the key. `expiresAt` null: never. `revokedAt` null: not revoked. `lastUsedAt` is accurate to a minute; null: never.
 */
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(ApiKeyScope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
