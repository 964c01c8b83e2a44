import type { CallRecord } from '@linekeeper/contract';
import { isUnanswered } from '../overview/line-state.ts';

type CallResult = 'MISSED' | 'UNDER_WAY' | 'ANSWERED' | 'UNKNOWN';

/** What a call's result depends on. */
export type EndedCall = Pick<CallRecord, 'outcome' | 'status' | 'simulated'>;

/** The provider's terms for calls that haven't ended. */
const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress', 'answered']);

/** What became of a call. UNKNOWN: the provider hasn't reported it, or the call was simulated. */
export function resultOf(call: EndedCall): CallResult {
  const { outcome, status, simulated } = call;
  if (simulated) return 'UNKNOWN';
  if (isMissed(call)) return 'MISSED';
  if (outcome === 'PENDING' || (status !== null && UNDER_WAY.has(status))) return 'UNDER_WAY';
  return status === 'completed' ? 'ANSWERED' : 'UNKNOWN';
}

/** Whether a caller reached nobody: the call couldn't be connected, or nobody answered it. */
export function isMissed(call: EndedCall): boolean {
  return !call.simulated && (call.outcome === 'FALLBACK' || isUnanswered(call));
}
