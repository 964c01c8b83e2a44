import {
  CreateApiKeyInput,
  CreateApiKeyOutput,
  ListApiKeysInput,
  ListApiKeysOutput,
  ok,
  RevokeApiKeyInput,
  RevokeApiKeyOutput,
} from '@linekeeper/contract';
import { procedureFor, router } from '../trpc.ts';
import { createApiKey } from './create-api-key.ts';
import { toApiKey } from './to-api-key.ts';

export const apiKeyRouter = router({
  create: procedureFor('apiKey:manage')
    .input(CreateApiKeyInput)
    .output(CreateApiKeyOutput)
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),

  list: procedureFor('apiKey:manage')
    .input(ListApiKeysInput)
    .output(ListApiKeysOutput)
    .query(async ({ ctx, input }) => {
      const { keys, nextCursor } = await ctx.rows.apiKeys.list(input?.cursor);
      return { keys: keys.map(toApiKey), nextCursor };
    }),

  revoke: procedureFor('apiKey:manage')
    .input(RevokeApiKeyInput)
    .output(RevokeApiKeyOutput)
    .mutation(async ({ ctx, input }) => ok({ revoked: await ctx.rows.apiKeys.revoke(input.id) })),
});
