import type { CreateApiKeyInput, CreateApiKeyOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useForgotten } from './use-forgotten.ts';

/**
 * Creates an API key. `data` has its secret until `reset()` is called or the component unmounts. Invalidates the list
 * of keys.
 */
export function useCreateApiKey(): MutationResult<CreateApiKeyOutput, CreateApiKeyInput> {
  const queries = trpc.useUtils().linekeeper;
  return useForgotten(
    trpc.linekeeper.apiKey.create.useMutation({
      ...CALL_OPTIONS,
      // The secret isn't kept longer than it is shown.
      gcTime: 0,
      // Also after a fault: the change can have succeeded if only the reply was lost.
      onSettled: () => void queries.apiKey.list.invalidate(),
    }),
  );
}
