import { outcomeSchema } from '@linekeeper/phone-number';
import { z } from 'zod';

export const RevokeApiKeyInput = z.strictObject({ id: z.uuid() });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;

/**
 * Ends a key of the tenant's; servers may take it for ten seconds more. `revoked` is false where the tenant has no such
 * key that still works, so a repeated call is no fault; there is no 'no'.
 */
export const RevokeApiKeyOutput = outcomeSchema(z.object({ revoked: z.boolean() }), z.never());
export type RevokeApiKeyOutput = z.infer<typeof RevokeApiKeyOutput>;
