import { type Fault, waitInWords } from '@linekeeper/client';
import type { AvailabilityState } from '@linekeeper/client/react';
import { type PhoneError, unreachable } from '@linekeeper/contract';
import type { PhoneInvalidReason } from '@linekeeper/phone-number';
import type { Tone } from '../ui/notice.tsx';
import { NUMBER } from './texts.ts';

/** The message beside the field. */
export interface NumberMessage {
  tone: Tone;
  text: string;
}

/** Turns a refusal into the message beside the field. No other code does this. */
export function messageOfError(error: PhoneError): NumberMessage {
  switch (error.code) {
    case 'PHONE_TAKEN':
    case 'PHONE_INVALID':
      return { tone: 'bad', text: error.message };
    default:
      return unreachable(error);
  }
}

/** The message for the result of a check; null while the check is running. */
export function messageOfAvailability(state: AvailabilityState): NumberMessage | null {
  switch (state.status) {
    case 'CHECKING':
      return null;
    case 'AVAILABLE':
      return { tone: 'good', text: NUMBER.available };
    case 'YOURS':
      return { tone: 'good', text: NUMBER.yours };
    case 'TAKEN':
    case 'INVALID':
      return messageOfError(state.error);
    case 'FAULT':
      return { tone: 'neutral', text: notChecked(state.fault) };
    default:
      return unreachable(state);
  }
}

/** Part of the budget is reserved for saving, so the person can still save. */
function notChecked({ code, message, retryAfterSeconds }: Fault): string {
  if (code !== 'TOO_MANY_REQUESTS') return NUMBER.notChecked(message);
  return NUMBER.limit(retryAfterSeconds === undefined ? 'later' : `in ${waitInWords(retryAfterSeconds)}`);
}

/** More digits don't help here. For every other reason, the person can still type their way to a number. */
const FINAL: readonly PhoneInvalidReason[] = ['TOO_LONG'];

/** LEFT: the person has left the field, or pasted. TRIED: they pressed Enter or the button. Null: they are typing. */
export type Settled = 'LEFT' | 'TRIED' | null;

/** Whether to show the message now. */
export function isTimely(state: AvailabilityState, settled: Settled): boolean {
  if (state.status !== 'INVALID' || settled === 'TRIED') return true;
  return settled === 'LEFT' ? state.error.reason !== 'EMPTY' : FINAL.includes(state.error.reason);
}
