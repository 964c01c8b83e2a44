import type { CreateApiKeyInput, CreateApiKeyOutput } from '@linekeeper/contract';
import type { MutationResult } from './results.ts';
import { trpc } from './trpc.ts';

/** Makes an API key; `data` holds its secret, until `reset()` or the component goes. Makes stale: the list of keys. */
export function useCreateApiKey(): MutationResult<CreateApiKeyOutput, CreateApiKeyInput> {
  const queries = trpc.useUtils();
  return trpc.apiKey.create.useMutation({
    // A secret is not kept for longer than it is shown.
    gcTime: 0,
    // Also after a fault: a lost reply may have been a yes.
    onSettled: () => void queries.apiKey.list.invalidate(),
  });
}
