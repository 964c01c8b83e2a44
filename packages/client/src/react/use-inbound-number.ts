import type { GetInboundNumberOutput } from '@linekeeper/contract';
import type { QueryResult } from './results.ts';
import { trpc } from './trpc.ts';

/** The company's inbound number; null where it has none. */
export function useInboundNumber(): QueryResult<GetInboundNumberOutput> {
  return trpc.phone.getInboundNumber.useQuery();
}
