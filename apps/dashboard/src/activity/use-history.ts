import type { LinekeeperClient } from '@linekeeper/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../shell/api.ts';
import { type Change, mergeChanges, settingChanges, toChanges } from './changes.ts';

export const HISTORY = ['history'];
const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
};

/** The changes of the company's lines, page by page, newest first. */
export function useHistory() {
  const api = useApi();
  return useInfiniteQuery({
    ...paging,
    queryKey: HISTORY,
    queryFn: ({ pageParam, signal }) => api.phone.getHistory.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  });
}

/** The changes of the company's settings, page by page, newest first. */
export function useSettingsHistory() {
  const api = useApi();
  return useInfiniteQuery({
    ...paging,
    queryKey: ['settings-history'],
    queryFn: ({ pageParam, signal }) =>
      api.settings.getHistory.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  });
}

/** Every change there is, newest first. */
export async function readWholeHistory(api: LinekeeperClient): Promise<Change[]> {
  const [lines, settings] = await Promise.all([
    readAll((page) => api.phone.getHistory.query(page)),
    readAll((page) => api.settings.getHistory.query(page)),
  ]);
  return mergeChanges([
    { changes: toChanges(lines), hasMore: false },
    { changes: settingChanges(settings), hasMore: false },
  ]);
}

async function readAll<Event>(
  read: (page: { cursor?: string }) => Promise<{ events: Event[]; nextCursor: string | null }>,
): Promise<Event[]> {
  const events: Event[] = [];
  let cursor: string | null = null;
  do {
    const page: { events: Event[]; nextCursor: string | null } = await read(cursor ? { cursor } : {});
    events.push(...page.events);
    cursor = page.nextCursor;
  } while (cursor);
  return events;
}
