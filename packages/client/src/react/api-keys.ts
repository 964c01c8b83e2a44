import type {
  CreateApiKeyInput,
  CreateApiKeyOutput,
  ListApiKeysOutput,
  RevokeApiKeyInput,
  RevokeApiKeyOutput,
} from '@linekeeper/contract';
import type { MutationResult, PagesResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useTenantMutation } from './use-tenant-mutation.ts';

/** The company's API keys, newest first, without their secrets. A fault if the person can't manage keys. */
export function useApiKeys(): PagesResult<ListApiKeysOutput> {
  return trpc.linekeeper.apiKey.list.useInfiniteQuery(
    {},
    { ...CALL_OPTIONS, getNextPageParam: ({ nextCursor }) => nextCursor },
  );
}

/**
 * Creates an API key. `data` has its secret until `reset()` is called or the component unmounts. Invalidates the list
 * of keys.
 */
export function useCreateApiKey(): MutationResult<CreateApiKeyOutput, CreateApiKeyInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.apiKey.create, {
    ...CALL_OPTIONS,
    // The secret isn't kept longer than it is shown.
    gcTime: 0,
    // Also after a fault: the change can have succeeded if only the reply was lost.
    onSettled: () => void queries.apiKey.list.invalidate(),
  });
}

/** Revokes an API key. Invalidates the list of keys. */
export function useRevokeApiKey(): MutationResult<RevokeApiKeyOutput, RevokeApiKeyInput> {
  const queries = trpc.useUtils().linekeeper;
  return useTenantMutation(trpc.linekeeper.apiKey.revoke, {
    ...CALL_OPTIONS,
    onSettled: () => void queries.apiKey.list.invalidate(),
  });
}
