import type { CallRecord } from '@linekeeper/contract';
import { formatPhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { hasForwardFailed } from '../overview/line-state.ts';
import { type EndedCall, resultOf } from './call-result.ts';
import { reasonText } from './reason-text.ts';
import { CALLS, statusText } from './texts.ts';

const DEEDS = {
  PENDING: 'Waiting for the platform',
  FORWARDED: 'Forwarded',
  SIP: 'Sent by SIP',
  STREAM: 'Sent to the voice assistant',
  PLATFORM: 'Answered by the platform',
  GREETED: 'Greeting played',
  FALLBACK: 'Not connected',
} as const satisfies Record<CallRecord['outcome'], string>;

/** What a real call would have got in place of the simulated one. */
const SIMULATED_DEEDS = {
  PENDING: 'Waiting for the platform',
  FORWARDED: 'Would be forwarded',
  SIP: 'Would be sent by SIP',
  STREAM: 'Would be sent to the voice assistant',
  PLATFORM: 'Would be answered by the platform',
  GREETED: 'The greeting would be played',
  FALLBACK: "Wouldn't be connected",
} as const satisfies Record<CallRecord['outcome'], string>;

/** What became of a call, in a word. If nobody has said that: what was done with it. */
export function callTitle(call: CallRecord): string {
  const result = resultOf(call);
  // Nobody answers a greeting.
  if (result === 'UNKNOWN' || (result === 'ANSWERED' && call.outcome === 'GREETED')) return callText(call);
  return CALLS.results[result];
}

/** What else there is to say about a call: why it was missed, how long it lasted, and where it went. */
export function callDetails(call: CallRecord): string[] {
  const { outcome, status, durationSeconds } = call;
  const result = resultOf(call);
  if (hasForwardFailed(call)) return [unansweredText(call)];
  const deed = callText(call);
  return [
    // Of a call that wasn't connected, the reason says more.
    ...(status !== null && outcome !== 'FALLBACK' && (result === 'MISSED' || result === 'UNKNOWN')
      ? [statusText(status)]
      : []),
    // Nobody talked for 0 seconds.
    ...(durationSeconds ? [durationText(durationSeconds).replace(/ /g, '\u00A0')] : []),
    ...(deed === callTitle(call) ? [] : [deed]),
  ];
}

/** What was done with a call, in a few words. Nothing was done with a simulated one. */
export function callText(call: Pick<CallRecord, 'outcome' | 'reason' | 'target' | 'simulated'>): string {
  const { outcome, reason, target, simulated } = call;
  const deed = (simulated ? SIMULATED_DEEDS : DEEDS)[outcome];
  if (reason) return `${deed}: ${reasonText(call)}`;
  if (target === null) return deed;
  return `${deed} ${outcome === 'STREAM' ? 'at' : 'to'} ${targetText(target)}`;
}

/** Why nobody talked with the caller of a call that was passed on, in a few words. */
export function unansweredText(call: EndedCall & Pick<CallRecord, 'target'>): string {
  const target = call.target && targetText(call.target);
  if (hasForwardFailed(call)) return CALLS.notForwarded(target);
  const text = UNANSWERED[call.status ?? ''];
  return target && text ? text(target) : statusText(call.status ?? '');
}

const UNANSWERED: Partial<Record<string, (target: string) => string>> = CALLS.unanswered;

/** Seconds as people say them, for example "3 min 5 s". */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** Where a call went, for people. */
export function targetText(target: string): string {
  const parsed = parsePhoneNumber(target);
  return parsed.ok ? formatPhoneNumber(parsed.data) : target;
}
