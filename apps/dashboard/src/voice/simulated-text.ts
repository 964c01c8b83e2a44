import type { SimulatedCall, VoiceSetup } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { reasonText } from '../calls/reason-text.ts';
import { hasPublicAddress } from './public-address.ts';
import { checkedWith } from './refused-request.ts';
import { VOICE } from './texts.ts';

const { results, unproven, unprovenOfPlatform, unreachable } = VOICE.simulate;

type Setup = Pick<VoiceSetup, 'handling' | 'voiceUrl' | 'accountSid' | 'platformAccount' | 'signedRequestSeen'>;

/** What a simulated call showed, and what it can't show: the request is signed with the stored token, whether right or wrong. */
export function simulatedText({ steps, twiml, outcome, reason }: SimulatedCall, setup: Setup | undefined): string {
  if (twiml === null) return steps.find(({ passed }) => !passed)?.message ?? results.refused;
  const fallback = reasonText({ reason, target: forwardedTo(setup) });
  if (fallback) return results.fallback(fallback);
  const answer = result(outcome, setup?.handling);
  const left = setup && whatIsLeft(setup);
  return left ? `${answer} ${left}` : answer;
}

function whatIsLeft(setup: Setup): string | null {
  if (!hasPublicAddress(setup)) return unreachable;
  // A real call has shown it.
  if (setup.signedRequestSeen) return null;
  return checkedWith(setup) === 'OWN' ? unproven : unprovenOfPlatform;
}

function forwardedTo(setup: Setup | undefined): string | null {
  return setup?.handling?.kind === 'FORWARD' ? setup.handling.phoneNumber : null;
}

function result(outcome: SimulatedCall['outcome'], handling: VoiceSetup['handling'] | undefined): string {
  if (outcome === 'FORWARDED' && handling?.kind === 'FORWARD') {
    return results.forwarded(formatPhoneNumber(handling.phoneNumber));
  }
  if (outcome === 'SIP' && handling?.kind === 'SIP') return results.sip(handling.address);
  if (outcome === 'STREAM' && handling?.kind === 'STREAM') return results.streamed(handling.address);
  if (outcome === 'GREETED') return results.greeted;
  return outcome === 'PLATFORM' ? results.byPlatform : results.answered;
}
