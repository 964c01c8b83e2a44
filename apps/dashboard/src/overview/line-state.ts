import type { CallRecord, InboundNumber, ListCallsOutput, RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import { hasPublicAddress } from '../voice/public-address.ts';
import { isOfProvider, shownRefusal } from '../voice/refused-request.ts';

/** UNKNOWN: it isn't loaded yet. */
export type Light = 'ON' | 'WARNING' | 'OFF' | 'UNKNOWN';

/** What is known about a company's line. */
export interface LineState {
  /**
   * Whether the line works, in one word. NOT_SET_UP: the handling or the account is missing. NO_CALL_YET: nothing is missing
   * that the server knows of. ACCOUNT_CHANGED: calls came in, but none since the account changed. REFUSED: a call was refused,
   * and no call shows that the line works. UNREACHABLE: the company has done its part, but the server has no public address.
   */
  verdict:
    | 'WORKS'
    | 'LAST_CALL_FAILED'
    | 'NOT_SET_UP'
    | 'NO_CALL_YET'
    | 'ACCOUNT_CHANGED'
    | 'REFUSED'
    | 'UNREACHABLE'
    | 'NO_NUMBER'
    | 'UNKNOWN';
  claimed: Light;
  /** Whether the provider sends the calls of this number here. A first call shows it. */
  connected: Light;
  /** EARLIER: the last call was answered, but it doesn't show whether calls arrive now. */
  called: Light | 'EARLIER';
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

/** Whether the company, or the platform for it, has chosen what happens to calls. */
export function isHandled({ handling, platformWebhook }: Pick<VoiceSetup, 'handling' | 'platformWebhook'>): boolean {
  return handling !== null || platformWebhook;
}

/** Whether calls can be checked with an account: the company's own, or the platform's. */
export function hasAccount({
  accountSid,
  platformAccount,
}: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>): boolean {
  return accountSid !== null || platformAccount;
}

/** Whether forwarding itself failed. If the phone was busy or nobody answered, the line works. */
export function hasForwardFailed({ outcome, status }: Pick<CallRecord, 'outcome' | 'status'>): boolean {
  return (outcome === 'FORWARDED' || outcome === 'SIP') && status === 'failed';
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
  const isUnreachable = setup !== undefined && !hasPublicAddress(setup);
  const none = { lastCall: null, hasOutdatedCalls: false, isUnreachable, refusal: null };
  if (!number) return { ...none, verdict: 'NO_NUMBER', claimed: 'OFF', connected: 'OFF', called: 'OFF' };
  if (!page || !setup) {
    return { ...none, verdict: 'UNKNOWN', claimed: 'ON', connected: 'UNKNOWN', called: 'UNKNOWN' };
  }
  const calls = page.calls.filter((call) => !call.simulated && call.phoneNumber === number.phoneNumber);
  const { callsCountFrom } = setup;
  // Without an account, the next call is refused.
  const isAccepted = hasAccount(setup);
  const lastCall = calls.find(({ at }) => isAccepted && callsCountFrom !== null && at > callsCountFrom) ?? null;
  const refusal = shownRefusal(setup, lastCall);
  if (lastCall) {
    const isAnswered = lastCall.outcome !== 'FALLBACK' && !hasForwardFailed(lastCall);
    // A later caller wasn't connected.
    const isMissed = refusal !== null && isOfProvider(refusal);
    const answered = isUnreachable ? 'EARLIER' : 'ON';
    return {
      verdict: isUnreachable ? 'UNREACHABLE' : isMissed ? 'REFUSED' : isAnswered ? 'WORKS' : 'LAST_CALL_FAILED',
      claimed: 'ON',
      connected: isUnreachable || isMissed ? 'WARNING' : 'ON',
      called: isAnswered && !isUnanswered(lastCall) && !isMissed ? answered : 'WARNING',
      lastCall,
      hasOutdatedCalls: false,
      isUnreachable,
      refusal,
    };
  }
  // The call can be older than the ones on this page.
  const isOlder = page.nextCursor !== null && setup.callAnswered;
  const light = isOlder ? 'ON' : 'OFF';
  const isChanged = isAccepted && calls.some(({ at }) => at > number.claimedAt);
  const waiting = isAccepted && isHandled(setup) ? 'NO_CALL_YET' : 'NOT_SET_UP';
  const reached = isOlder ? 'WORKS' : isChanged ? 'ACCOUNT_CHANGED' : waiting;
  // What the company has to do comes first.
  const isInVain = isUnreachable && reached !== 'NOT_SET_UP';
  const isRefused = refusal !== null && !isOlder;
  // Without an account, what is missing says more.
  const isHeadline = isRefused && isAccepted && !isInVain;
  return {
    verdict: isInVain ? 'UNREACHABLE' : isHeadline ? 'REFUSED' : reached,
    claimed: 'ON',
    connected: isInVain || isRefused ? 'WARNING' : light,
    called: isHeadline ? 'WARNING' : isOlder && isUnreachable ? 'EARLIER' : light,
    lastCall: null,
    hasOutdatedCalls: calls.length > 0,
    isUnreachable,
    refusal,
  };
}
