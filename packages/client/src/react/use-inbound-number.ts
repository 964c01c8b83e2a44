import type { GetInboundNumberOutput } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';

/** The company's inbound number. Null if it has none. */
export function useInboundNumber(): QueryResult<GetInboundNumberOutput> {
  return trpc.linekeeper.phone.getInboundNumber.useQuery(undefined, CALL_OPTIONS);
}
