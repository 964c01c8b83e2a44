import type { InboundNumberField } from '@linekeeper/client/react';
import { type SetInboundNumberError, unreachable } from '@linekeeper/contract';
import type { Tone } from '../ui/notice.tsx';
import { unbroken } from '../ui/unbroken.ts';
import { NUMBER } from './texts.ts';

/** The message next to the field. */
export interface NumberMessage {
  tone: Tone;
  text: string;
}

/** Turns a refusal into the message next to the field. No other code does this. */
export function messageOfError(error: SetInboundNumberError): NumberMessage {
  switch (error.code) {
    case 'PHONE_TAKEN':
    case 'PHONE_INVALID':
    case 'NUMBER_CHANGED':
      return { tone: 'bad', text: unbroken(error.message) };
    default:
      return unreachable(error);
  }
}

/** The message for what is typed; null if there is nothing to say. */
export function messageOf(
  { status, error, message }: Pick<InboundNumberField, 'status' | 'error' | 'message'>,
  isOnline = true,
): NumberMessage | null {
  if (error) return messageOfError(error);
  if (status === 'AVAILABLE') return { tone: 'good', text: NUMBER.available };
  if (status === 'YOURS') return { tone: 'good', text: NUMBER.yours };
  // Nothing can be saved now, either.
  if (status === 'FAULT' && !isOnline) return { tone: 'neutral', text: NUMBER.offline };
  // Part of the budget is reserved for saving, so the person can still save.
  if (status === 'FAULT') return { tone: 'neutral', text: NUMBER.notChecked(message ?? '') };
  return null;
}
