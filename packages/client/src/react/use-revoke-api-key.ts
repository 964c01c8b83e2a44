import type { RevokeApiKeyInput, RevokeApiKeyOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { trpc } from './trpc.ts';

/** Ends an API key. Makes stale: the list of keys. */
export function useRevokeApiKey(): MutationResult<RevokeApiKeyOutput, RevokeApiKeyInput> {
  const queries = trpc.useUtils();
  return trpc.apiKey.revoke.useMutation({
    onSettled: () => void queries.apiKey.list.invalidate(),
  });
}
