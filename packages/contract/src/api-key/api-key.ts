import { z } from 'zod';
import { ApiKeyScope } from './api-key-scope.ts';

/**
 * A tenant's key, without its secret. Times are ISO 8601, UTC. `prefix` is how the secret begins, to tell keys apart.
 * `expiresAt` null: never. `revokedAt` null: it works, until it expires. `lastUsedAt` is true to the minute; null: never.
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
