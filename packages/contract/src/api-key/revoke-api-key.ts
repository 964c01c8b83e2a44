import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';

export const RevokeApiKeyInput = z.strictObject({ id: z.uuid() });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

/**
 * Revokes a key of the tenant. Servers might still accept it for up to ten seconds. `revoked` is false if the tenant has no active
 * key with this id, so a repeated call isn't a fault. There is no refusal.
 */
export const RevokeApiKeyOutput = outcomeSchema(z.object({ revoked: z.boolean() }), z.never());
export type RevokeApiKeyOutput = z.infer<typeof RevokeApiKeyOutput>;
