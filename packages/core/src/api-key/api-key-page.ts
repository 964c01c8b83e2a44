import { API_KEYS_PER_PAGE } from '@linekeeper/contract';

/** A page of keys, newest first, and the cursor of the next page. Null on the last page. */
export interface ApiKeyPage<Key> {
  keys: Key[];
  nextCursor: string | null;
}

/** Arguments of Prisma's `findMany` for the page after a cursor and one more row. No cursor: the first page. */
export function pageAfter(cursor: string | undefined) {
  const [time, after = ''] = cursor?.split('.') ?? [];
  const createdAt = new Date(Number.parseInt(time ?? '', 36));
  return {
    ...(cursor !== undefined && {
      where: { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { gt: after } }] },
    }),
    orderBy: [{ createdAt: 'desc' as const }, { id: 'asc' as const }],
    take: API_KEYS_PER_PAGE + 1,
  };
}

/** Makes a page of the rows of {@link pageAfter}. The cursor is a position, so it works even if the last key is deleted. */
export function toPage<Key extends { id: string; createdAt: Date }>(read: Key[]): ApiKeyPage<Key> {
  const keys = read.slice(0, API_KEYS_PER_PAGE);
  const last = keys.at(-1);
  const nextCursor = last && read.length > keys.length ? `${last.createdAt.getTime().toString(36)}.${last.id}` : null;
  return { keys, nextCursor };
}
