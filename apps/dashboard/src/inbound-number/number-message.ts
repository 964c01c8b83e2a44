import { type Fault, waitInWords } from '@linekeeper/client';
import type { AvailabilityState } from '@linekeeper/client/react';
import { type PhoneError, type PhoneNumber, unreachable } from '@linekeeper/contract';

/** What stands beside the field. */
export interface NumberMessage {
  tone: 'good' | 'bad' | 'neutral';
  text: string;
  /** The number that was evidently meant. */
  suggestion?: PhoneNumber | undefined;
}

/** The one place that turns a 'no' into what the field shows. */
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

/** What the check says of the number in the field; null while it says nothing. */
export function messageOfAvailability(state: AvailabilityState): NumberMessage | null {
  switch (state.status) {
    case 'CHECKING':
      return null;
    case 'AVAILABLE':
      return { tone: 'good', text: 'Available' };
    case 'YOURS':
      return { tone: 'good', text: 'This is your number already' };
    case 'TAKEN':
    case 'INVALID':
      return messageOfError(state.error);
    case 'FAULT':
      if (state.fault.code === 'TOO_MANY_REQUESTS') return { tone: 'neutral', text: notChecked(state.fault) };
      return { tone: 'neutral', text: `Could not check whether it is available. ${state.fault.message}` };
    default:
      return unreachable(state);
  }
}

/** Some of the budget is kept for saving, so that this is no dead end. */
function notChecked({ retryAfterSeconds }: Fault): string {
  const when = retryAfterSeconds === undefined ? 'later' : `in ${waitInWords(retryAfterSeconds)}`;
  return `Your company has checked many numbers, so checking goes on ${when}. You can save this one without`;
}

interface Moment {
  /** Nothing was typed for a while. */
  isStill: boolean;
  /** Save was pressed with just this number. */
  isTried: boolean;
}

/** Nobody is told that a number is too short while they are typing it, nor that a field is empty that they left alone. */
export function isTimely(state: AvailabilityState, { isStill, isTried }: Moment): boolean {
  if (state.status !== 'INVALID' || isTried) return true;
  return isStill && state.error.reason !== 'EMPTY';
}
