import type { ListApiKeysOutput } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';

/** The company's API keys, without their secrets; a fault for people who can't manage them. */
export function useApiKeys(): QueryResult<ListApiKeysOutput> {
  return trpc.linekeeper.apiKey.list.useQuery(undefined, CALL_OPTIONS);
}
