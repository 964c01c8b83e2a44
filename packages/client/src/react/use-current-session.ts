import type { CurrentSession } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { trpc } from './trpc.ts';

/** Who is signed in, for which company, and what they may do there. */
export function useCurrentSession(): QueryResult<CurrentSession> {
  return trpc.session.get.useQuery(undefined, { staleTime: 60_000 });
}
