import type { CurrentSession } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';

/** The signed-in person, the company they act for, and what they can do there. */
export function useCurrentSession(): QueryResult<CurrentSession> {
  return trpc.linekeeper.session.get.useQuery(undefined, { ...CALL_OPTIONS, staleTime: 60_000 });
}
