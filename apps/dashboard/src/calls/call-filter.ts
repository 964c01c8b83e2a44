import { type EndedCall, isMissed } from './call-result.ts';
import type { CALLS } from './texts.ts';

export type CallFilter = keyof typeof CALLS.filters;

export function matchesFilter(call: EndedCall, filter: CallFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'simulated' ? call.simulated : isMissed(call);
}
