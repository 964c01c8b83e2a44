import type { RevokeApiKeyInput, RevokeApiKeyOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Revokes an API key. Invalidates the list of keys. */
export function useRevokeApiKey(): MutationResult<RevokeApiKeyOutput, RevokeApiKeyInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.apiKey.revoke.useMutation({
      ...CALL_OPTIONS,
      onSettled: () => void queries.apiKey.list.invalidate(),
    }),
  );
}
