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
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

export const apiKeyRouter = router({
  create: procedureFor('apiKey:manage')
    .input(CreateApiKeyInput)
    .output(CreateApiKeyOutput)
    .mutation(({ ctx, input }) => createApiKey(ctx.tenant, input)),

  list: procedureFor('apiKey:manage')
    .input(ListApiKeysInput)
    .output(ListApiKeysOutput)
    .query(({ ctx, input }) => listApiKeys(ctx.tenant, input?.cursor)),

  revoke: procedureFor('apiKey:manage')
    .input(RevokeApiKeyInput)
    .output(RevokeApiKeyOutput)
    .mutation(async ({ ctx, input }) => ok({ revoked: await revokeApiKey(ctx.tenant, input.id) })),
});
