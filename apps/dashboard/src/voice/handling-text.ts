import { unreachable, type VoiceSetup } from '@linekeeper/contract';
import { type CountryCode, formatPhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';
import { kindOf } from '../inbound-number/number-kind.ts';

/** How calls are handled now, as a sentence. */
export function handlingText({ handling, platformWebhook }: Pick<VoiceSetup, 'handling' | 'platformWebhook'>): string {
  if (!handling) {
    return platformWebhook ? PLATFORM : "Nothing is chosen yet. Callers hear that their call can't be connected.";
  }
  switch (handling.kind) {
    case 'FORWARD':
      return `Calls are forwarded to ${formatPhoneNumber(handling.phoneNumber)}.`;
    case 'SIP':
      return `Calls go to ${handling.address}.`;
    case 'STREAM':
      return `Calls go to your voice assistant at ${handling.address}.`;
    case 'PLATFORM':
      return PLATFORM;
    case 'GREETING':
      return `Callers hear "${handling.message}" and then the call ends.`;
    default:
      return unreachable(handling);
  }
}

const PLATFORM = 'The people who run this service decide how each call is handled.';

/** The number that saving would store, as on the Number page; null if the text isn't one. `country` is the company's. */
export function readingOf(text: string, country: CountryCode | null | undefined): string | null {
  const parsed = parsePhoneNumber(text, { country });
  return parsed.ok ? `${formatPhoneNumber(parsed.data)} ${kindOf(parsed.data)}` : null;
}
