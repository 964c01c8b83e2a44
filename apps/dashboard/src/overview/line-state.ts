import type { CallRecord, InboundNumber, ListCallsOutput, RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import { hasPublicAddress } from '../voice/public-address.ts';
import { shownRefusal } from '../voice/refused-request.ts';

/** UNKNOWN: it isn't loaded yet. */
export type Light = 'ON' | 'WARNING' | 'OFF' | 'UNKNOWN';

/** What is known about a company's line. */
export interface LineState {
  /**
   * Whether the line works, in one word. ACCOUNT_CHANGED: calls came in, but none since the account changed. UNREACHABLE: calls
   * came in, but the server has lost its public address since.
   */
  verdict: 'WORKS' | 'LAST_CALL_FAILED' | 'NO_CALL_YET' | 'ACCOUNT_CHANGED' | 'UNREACHABLE' | 'NO_NUMBER' | 'UNKNOWN';
  claimed: Light;
  /** Whether the provider sends the calls of this number here. A first call shows it. */
  connected: Light;
  called: Light;
  /** The last call to this number, without simulated calls. */
  lastCall: CallRecord | null;
  /** Whether there were calls to this number before it was claimed again, or before the account changed. */
  hasOutdatedCalls: boolean;
  /** Whether the server has no public address, so that the provider can't send calls to it. */
  isUnreachable: boolean;
  /** A request that was refused after the last call. Anybody can send one, so no light that is on goes out. */
  refusal: RefusedRequest | null;
}

/** The provider's terms for calls that nobody answered. */
const UNANSWERED: ReadonlySet<string> = new Set(['no-answer', 'busy', 'failed', 'canceled']);

/** Whether the call was passed on, but nobody answered it. */
export function isUnanswered({ status }: Pick<CallRecord, 'status'>): boolean {
  return status !== null && UNANSWERED.has(status);
}

/**
 * Calls to a number that the company had before say nothing about this one. Neither do calls from before the server's
 * `callsCountFrom`.
 */
export function lineState(
  number: InboundNumber | null,
  setup: VoiceSetup | undefined,
  page: ListCallsOutput | undefined,
): LineState {
  const none = { lastCall: null, hasOutdatedCalls: false, isUnreachable: false, refusal: null };
  if (!number) return { ...none, verdict: 'NO_NUMBER', claimed: 'OFF', connected: 'OFF', called: 'OFF' };
  if (!page || !setup) {
    return { ...none, verdict: 'UNKNOWN', claimed: 'ON', connected: 'UNKNOWN', called: 'UNKNOWN' };
  }
  const calls = page.calls.filter((call) => !call.simulated && call.phoneNumber === number.phoneNumber);
  const { callsCountFrom, accountSid, platformAccount } = setup;
  // Without an account, the next call is refused.
  const hasAccount = accountSid !== null || platformAccount;
  const lastCall = calls.find(({ at }) => hasAccount && callsCountFrom !== null && at > callsCountFrom) ?? null;
  const isUnreachable = !hasPublicAddress(setup);
  const refusal = shownRefusal(setup, lastCall);
  if (lastCall) {
    const isAnswered = lastCall.outcome !== 'FALLBACK';
    // The provider itself sent this request, so a later caller wasn't connected.
    const isSwapped = refusal?.reason === 'SWAPPED_ADDRESSES';
    return {
      verdict: isUnreachable ? 'UNREACHABLE' : isAnswered && !isSwapped ? 'WORKS' : 'LAST_CALL_FAILED',
      claimed: 'ON',
      connected: isUnreachable || isSwapped ? 'WARNING' : 'ON',
      called: isAnswered && !isUnanswered(lastCall) ? 'ON' : 'WARNING',
      lastCall,
      hasOutdatedCalls: false,
      isUnreachable,
      refusal,
    };
  }
  // The call can be older than the ones on this page.
  const isOlder = page.nextCursor !== null && setup.callAnswered;
  const light = isOlder ? 'ON' : 'OFF';
  const isChanged = hasAccount && calls.some(({ at }) => at > number.claimedAt);
  const reached = isOlder ? 'WORKS' : isChanged ? 'ACCOUNT_CHANGED' : 'NO_CALL_YET';
  return {
    verdict: isUnreachable && reached !== 'NO_CALL_YET' ? 'UNREACHABLE' : reached,
    claimed: 'ON',
    connected: isUnreachable || (refusal && !isOlder) ? 'WARNING' : light,
    called: light,
    lastCall: null,
    hasOutdatedCalls: calls.length > 0,
    isUnreachable,
    refusal,
  };
}
