import type { CurrentSession } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';

/** Who is signed in, for which company, and what they can do there. */
export function useCurrentSession(): QueryResult<CurrentSession> {
  return trpc.linekeeper.session.get.useQuery(undefined, { ...CALL_OPTIONS, staleTime: 60_000 });
}
