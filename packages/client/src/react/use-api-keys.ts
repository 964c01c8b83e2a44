import type { ListApiKeysOutput } from '@linekeeper/contract';
import type { PagesResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';

/** The company's API keys, newest first, without their secrets. A fault if the person can't manage keys. */
export function useApiKeys(): PagesResult<ListApiKeysOutput> {
  return trpc.linekeeper.apiKey.list.useInfiniteQuery(
    {},
    { ...CALL_OPTIONS, getNextPageParam: ({ nextCursor }) => nextCursor },
  );
}
