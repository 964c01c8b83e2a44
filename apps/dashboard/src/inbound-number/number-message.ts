import { type Fault, waitInWords } from '@linekeeper/client';
import type { AvailabilityState } from '@linekeeper/client/react';
import { type PhoneError, unreachable } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';

/** The message beside the field. */
export interface NumberMessage {
  tone: 'good' | 'bad' | 'neutral';
  text: string;
  /** A valid number that the person probably meant. */
  suggestion?: PhoneNumber | undefined;
}

/** Turns a refusal into the message beside the field. No other code does this. */
export function messageOfError(error: PhoneError): NumberMessage {
  switch (error.code) {
    case 'PHONE_TAKEN':
      return { tone: 'bad', text: error.message };
    case 'PHONE_INVALID':
      return { tone: 'bad', text: error.message, suggestion: error.suggestion };
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
      return { tone: 'good', text: 'Available' };
    case 'YOURS':
      return { tone: 'good', text: 'This is already your number' };
    case 'TAKEN':
    case 'INVALID':
      return messageOfError(state.error);
    case 'FAULT':
      if (state.fault.code === 'TOO_MANY_REQUESTS') return { tone: 'neutral', text: notChecked(state.fault) };
      return { tone: 'neutral', text: `Couldn't check whether this number is available. ${state.fault.message}` };
    default:
      return unreachable(state);
  }
}

/** Part of the budget is reserved for saving, so the person can still save. */
function notChecked({ retryAfterSeconds }: Fault): string {
  const when = retryAfterSeconds === undefined ? 'later' : `in ${waitInWords(retryAfterSeconds)}`;
  return `You've reached the check limit. Checks resume ${when}; you can still save this number`;
}

interface Moment {
  /** The person hasn't typed for a short time. */
  isStill: boolean;
  /** Save was pressed with exactly this number. */
  isTried: boolean;
}

/** Whether to show the message now. "Too few digits" waits while the person is typing, and an empty field isn't an error until they press Save. */
export function isTimely(state: AvailabilityState, { isStill, isTried }: Moment): boolean {
  if (state.status !== 'INVALID' || isTried) return true;
  return isStill && state.error.reason !== 'EMPTY';
}
