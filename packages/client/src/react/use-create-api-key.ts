import type { CreateApiKeyInput, CreateApiKeyOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/** Makes an API key; `data` holds its secret, until `reset()` or the component goes. Makes stale: the list of keys. */
export function useCreateApiKey(): MutationResult<CreateApiKeyOutput, CreateApiKeyInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.apiKey.create.useMutation({
      ...CALL_OPTIONS,
      // A secret is not kept for longer than it is shown.
      gcTime: 0,
      // Also after a fault: the change can have succeeded if only the reply was lost.
      onSettled: () => void queries.apiKey.list.invalidate(),
    }),
  );
}
