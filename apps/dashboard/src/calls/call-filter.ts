import type { CallRecord } from '@linekeeper/contract';
import type { CALLS } from './texts.ts';

export type CallFilter = keyof typeof CALLS.filters;

/** Simulated calls aren't counted as connected or not: nobody called. */
export function matchesFilter({ simulated, outcome }: Pick<CallRecord, 'simulated' | 'outcome'>, filter: CallFilter) {
  if (filter === 'all') return true;
  if (filter === 'simulated') return simulated;
  return !simulated && (outcome === 'FALLBACK') === (filter === 'notConnected');
}
