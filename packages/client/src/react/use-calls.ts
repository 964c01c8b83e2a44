import type { ListCallsOutput } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, POLL_MS, trpc } from './trpc.ts';

/** The company's last calls, newest first. They are fetched again every few seconds while the page is visible. */
export function useCalls(): QueryResult<ListCallsOutput> {
  return trpc.linekeeper.voice.listCalls.useQuery({}, { ...CALL_OPTIONS, refetchInterval: POLL_MS });
}
