import type { CallRecord, RefusedRequest, VoiceSetup } from '@linekeeper/contract';
import { hasPublicAddress } from './public-address.ts';

/**
 * The refused request to show. A call that came in later shows that the account is right. Without a public address, no signature
 * can match, and the page says so already.
 */
export function shownRefusal(
  { lastRefused, voiceUrl }: Pick<VoiceSetup, 'lastRefused' | 'voiceUrl'>,
  lastCall: Pick<CallRecord, 'at'> | null,
): RefusedRequest | null {
  // Absent in the answer of a server of the previous release.
  if (!lastRefused || (lastCall && lastCall.at > lastRefused.at)) return null;
  return lastRefused.reason === 'SIGNATURE' && !hasPublicAddress({ voiceUrl }) ? null : lastRefused;
}

/** Whose account the company's calls are checked with. */
export function checkedWith({
  accountSid,
  platformAccount,
}: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>): 'OWN' | 'PLATFORM' {
  return accountSid === null && platformAccount ? 'PLATFORM' : 'OWN';
}

/** Whether the provider itself sent this request, so that a caller wasn't connected. Its signature shows that the account is right. */
export function isOfProvider({ reason }: Pick<RefusedRequest, 'reason'>): boolean {
  return reason === 'SWAPPED_ADDRESSES' || reason === 'WRONG_METHOD';
}

/** Whether only the people who run the service can correct what was wrong. */
export function isForSupport(
  refusal: Pick<RefusedRequest, 'reason'>,
  setup: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>,
): boolean {
  return checkedWith(setup) === 'PLATFORM' && !isAboutAccount(refusal, setup);
}

/**
 * Whether saving the account again can help. The signature of the platform's account is for its operator to correct. Without an
 * account, that step isn't done anyway.
 */
export function isAboutAccount(
  refusal: Pick<RefusedRequest, 'reason'>,
  setup: Pick<VoiceSetup, 'accountSid' | 'platformAccount'>,
): boolean {
  return !isOfProvider(refusal) && (refusal.reason !== 'SIGNATURE' || checkedWith(setup) === 'OWN');
}
