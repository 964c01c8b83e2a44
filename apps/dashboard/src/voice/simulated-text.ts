import { type CallHandling, FALLBACK_REASONS, type SimulatedCall } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';
import { VOICE } from './texts.ts';

const { results, unproven } = VOICE.simulate;

/** What a simulated call showed, and what it can't show: the request is signed with the stored token, whether right or wrong. */
export function simulatedText(
  { steps, twiml, outcome, reason }: SimulatedCall,
  handling: CallHandling | null | undefined,
): string {
  if (twiml === null) return steps.find(({ passed }) => !passed)?.message ?? results.refused;
  return `${result(outcome, reason, handling)} ${unproven}`;
}

function result(
  outcome: SimulatedCall['outcome'],
  reason: SimulatedCall['reason'],
  handling: CallHandling | null | undefined,
): string {
  if (reason) return results.fallback(FALLBACK_REASONS[reason]);
  if (outcome === 'FORWARDED' && handling?.kind === 'FORWARD') {
    return results.forwarded(formatPhoneNumber(handling.phoneNumber));
  }
  if (outcome === 'SIP' && handling?.kind === 'SIP') return results.sip(handling.address);
  if (outcome === 'STREAM' && handling?.kind === 'STREAM') return results.streamed(handling.address);
  if (outcome === 'GREETED') return results.greeted;
  return outcome === 'PLATFORM' ? results.byPlatform : results.answered;
}
