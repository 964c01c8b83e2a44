import type { CheckAvailabilityInput, CheckAvailabilityOutput } from '@linekeeper/contract';
import { type Fault, faultOf } from '../fault.ts';
import { CALL_OPTIONS, trpc } from './trpc.ts';
import { useDebounced } from './use-debounced.ts';

export type CheckState =
  | { status: 'CHECKING' }
  | { status: 'ANSWERED'; outcome: CheckAvailabilityOutput }
  | { status: 'FAULT'; fault: Fault };

/**
 * The server's answer to a request that hasn't changed for `debounceMs`. Null if there is nothing to check. A request
 * that is no longer needed is cancelled.
 */
export function useCheck(request: CheckAvailabilityInput | null, debounceMs: number): CheckState {
  const key = request && JSON.stringify(request);
  const isSettled = useDebounced(key, debounceMs) === key;
  const query = trpc.linekeeper.phone.checkAvailability.useQuery(request ?? { phoneNumber: '' }, {
    ...CALL_OPTIONS,
    enabled: request !== null && isSettled,
    staleTime: 5_000,
    trpc: { abortOnUnmount: true },
  });
  if (!isSettled) return { status: 'CHECKING' };
  if (query.error) return { status: 'FAULT', fault: faultOf(query.error) };
  return query.data ? { status: 'ANSWERED', outcome: query.data } : { status: 'CHECKING' };
}
