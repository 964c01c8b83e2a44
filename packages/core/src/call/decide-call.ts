import { CallHandling, type CallOutcome, type FallbackReason, unreachable } from '@linekeeper/contract';
import type { CallRoute } from './call-route.ts';
import { forwardRefusal, sipRefusal } from './forwarding.ts';
import { FALLBACK_TWIML, forwardTwiml, greetingTwiml, sipTwiml, streamTwiml } from './twiml.ts';
import type { VoiceOptions } from './voice-options.ts';

/** How a call is handled. `twiml` null: the platform's webhook decides. */
export interface CallDecision {
  outcome: CallOutcome;
  reason: FallbackReason | null;
  target: string | null;
  twiml: string | null;
  /** It takes one of the tenant's places for calls that are forwarded or sent by SIP. */
  takesPlace: boolean;
}

/**
 * Decides by the tenant's settings and the platform's current settings, which can have changed since the tenant chose.
 */
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
      return { ...answer('FORWARDED', twiml, phoneNumber), takesPlace: true };
    }
    case 'SIP': {
      const { address } = handling;
      const refusal = sipRefusal(address);
      if (refusal) return fallback(`FORWARD_${refusal}`, address);
      return { ...answer('SIP', sipTwiml(address, statusUrl(options)), address), takesPlace: true };
    }
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

/** Where the provider reports how calls ended. */
export function statusUrl({ publicUrl }: VoiceOptions): string {
  return `${publicUrl}${STATUS_PATH}`;
}

/** Where the provider asks how to handle a call. */
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
