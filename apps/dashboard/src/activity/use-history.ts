import type { LinekeeperClient } from '@linekeeper/client';
import type { GetHistoryOutput, LineEvent } from '@linekeeper/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../shell/api.ts';

export const HISTORY = ['history'];

/** The changes of the company's lines, page by page, newest first. */
export function useHistory() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: HISTORY,
    queryFn: ({ pageParam, signal }) => api.phone.getHistory.query(pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Every change there is, newest first. */
export async function readWholeHistory(api: LinekeeperClient): Promise<LineEvent[]> {
  const events: LineEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: GetHistoryOutput = await api.phone.getHistory.query(cursor ? { cursor } : {});
    events.push(...page.events);
    cursor = page.nextCursor;
  } while (cursor);
  return events;
}
