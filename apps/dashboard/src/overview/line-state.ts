import type { CallRecord, InboundNumber, ListCallsOutput, VoiceSetup } from '@linekeeper/contract';

/** UNKNOWN: it isn't loaded yet. */
export type Light = 'ON' | 'WARNING' | 'OFF' | 'UNKNOWN';

/** What is known about a company's line. */
export interface LineState {
  /** Whether the line works, in one word. */
  verdict: 'WORKS' | 'LAST_CALL_FAILED' | 'NO_CALL_YET' | 'NO_NUMBER' | 'UNKNOWN';
  claimed: Light;
  /** Whether the provider sends the calls of this number here. A first call shows it. */
  connected: Light;
  called: Light;
  /** The last call to this number, without simulated calls. */
  lastCall: CallRecord | null;
}

/** Calls to a number that the company had before say nothing about this one. */
export function lineState(
  number: InboundNumber | null,
  setup: VoiceSetup | undefined,
  page: ListCallsOutput | undefined,
): LineState {
  if (!number) return { verdict: 'NO_NUMBER', claimed: 'OFF', connected: 'OFF', called: 'OFF', lastCall: null };
  if (!page) return { verdict: 'UNKNOWN', claimed: 'ON', connected: 'UNKNOWN', called: 'UNKNOWN', lastCall: null };
  const { phoneNumber } = number;
  const lastCall = page.calls.find((call) => !call.simulated && call.phoneNumber === phoneNumber) ?? null;
  if (lastCall) {
    const isAnswered = lastCall.outcome !== 'FALLBACK';
    return {
      verdict: isAnswered ? 'WORKS' : 'LAST_CALL_FAILED',
      claimed: 'ON',
      connected: 'ON',
      called: isAnswered ? 'ON' : 'WARNING',
      lastCall,
    };
  }
  // The call can be older than the ones on this page.
  const isOlder = page.nextCursor !== null && setup?.callAnswered === true;
  const light = isOlder ? 'ON' : 'OFF';
  return {
    verdict: isOlder ? 'WORKS' : 'NO_CALL_YET',
    claimed: 'ON',
    connected: light,
    called: light,
    lastCall: null,
  };
}
