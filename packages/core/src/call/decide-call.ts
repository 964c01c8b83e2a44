import { CallHandling, type CallOutcome, type FallbackReason, unreachable } from '@linekeeper/contract';
import type { CallRoute } from './call-route.ts';
import { forwardRefusal } from './forwarding.ts';
import { FALLBACK_TWIML, forwardTwiml, greetingTwiml, sipTwiml, streamTwiml } from './twiml.ts';
import type { VoiceOptions } from './voice-options.ts';

/** What a call does. `twiml` null: the platform's webhook decides. */
export interface CallDecision {
  outcome: CallOutcome;
  reason: FallbackReason | null;
  target: string | null;
  twiml: string | null;
  /** It takes one of the tenant's places for forwarded calls. */
  takesPlace: boolean;
}

/** Decides by the tenant's settings. Those of the platform apply as they are now, not as when the tenant chose. */
export function decideCall(route: CallRoute, options: VoiceOptions): CallDecision {
  const parsed = CallHandling.safeParse(route.handling);
  // Without a choice, the operator's webhook decides if there is one.
  if (!parsed.success) return options.platformWebhook ? ASK_PLATFORM : fallback('NOT_SET_UP');
  const handling = parsed.data;
  const { line, tenantId, country } = route;
  switch (handling.kind) {
    case 'FORWARD': {
      const { phoneNumber } = handling;
      const refusal = forwardRefusal(phoneNumber, { line, country, countries: options.forwardCountries });
      if (refusal) return fallback(`FORWARD_${refusal}`, phoneNumber);
      const twiml = forwardTwiml(phoneNumber, statusUrl(options));
      return { outcome: 'FORWARDED', reason: null, target: phoneNumber, twiml, takesPlace: true };
    }
    case 'SIP':
      return answer('SIP', sipTwiml(handling.address, statusUrl(options)), handling.address);
    case 'STREAM':
      return answer('STREAM', streamTwiml(handling.address, { tenantId, line }), handling.address);
    case 'GREETING':
      return answer('GREETED', greetingTwiml(handling.message, handling.language), null);
    case 'PLATFORM':
      return options.platformWebhook ? ASK_PLATFORM : fallback('WEBHOOK_MISSING');
    default:
      return unreachable(handling);
  }
}

/** Where the provider reports what became of calls. */
export function statusUrl({ publicUrl }: VoiceOptions): string {
  return `${publicUrl}${STATUS_PATH}`;
}

/** Where the provider asks what a call does. */
export function voiceUrl({ publicUrl }: VoiceOptions): string {
  return `${publicUrl}${VOICE_PATH}`;
}

export const VOICE_PATH = '/webhooks/twilio/voice';
export const STATUS_PATH = '/webhooks/twilio/status';

const ASK_PLATFORM: CallDecision = {
  outcome: 'PENDING',
  reason: null,
  target: null,
  twiml: null,
  takesPlace: false,
};

function answer(outcome: CallOutcome, twiml: string, target: string | null): CallDecision {
  return { outcome, reason: null, target, twiml, takesPlace: false };
}

function fallback(reason: FallbackReason, target: string | null = null): CallDecision {
  return { outcome: 'FALLBACK', reason, target, twiml: FALLBACK_TWIML, takesPlace: false };
}
