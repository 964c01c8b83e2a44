import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../shell/api.ts';

const WATCH_MS = 4_000;

/** The company's calls, page by page, newest first. New ones show by themselves, as long as only the first page is loaded. */
export function useCallPages() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['calls'],
    queryFn: ({ pageParam, signal }) => api.voice.listCalls.query(pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state: { data } }) => (data && data.pages.length > 1 ? false : WATCH_MS),
  });
}
