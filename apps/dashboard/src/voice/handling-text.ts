import { type CallHandling, unreachable } from '@linekeeper/contract';
import { formatPhoneNumber } from '@linekeeper/phone-number';

/** What calls do now, as a sentence. */
export function handlingText(handling: CallHandling | null): string {
  if (!handling) return "Nothing is chosen yet. Callers hear that their call can't be connected.";
  switch (handling.kind) {
    case 'FORWARD':
      return `Calls are forwarded to ${formatPhoneNumber(handling.phoneNumber)}.`;
    case 'SIP':
      return `Calls go to ${handling.address}.`;
    case 'STREAM':
      return `Calls are streamed to ${handling.address}.`;
    case 'PLATFORM':
      return 'Your platform decides what each call does.';
    case 'GREETING':
      return `Callers hear "${handling.message}", and the call ends.`;
    default:
      return unreachable(handling);
  }
}
