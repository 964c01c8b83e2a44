import type { ListApiKeysOutput } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { trpc } from './trpc.ts';

/** The company's API keys, without their secrets; a fault for people who may not manage them. */
export function useApiKeys(): QueryResult<ListApiKeysOutput> {
  return trpc.apiKey.list.useQuery();
}
