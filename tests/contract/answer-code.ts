import { type SetInboundNumberError, type SetInboundNumberOutput, unreachable } from '@linekeeper/contract';

/** The kind of the answer. A new code doesn't compile until it's added here. */
export function answerCode(outcome: SetInboundNumberOutput): 'OK' | SetInboundNumberError['code'] {
  if (outcome.ok) return 'OK';
  const { error } = outcome;
  switch (error.code) {
    case 'PHONE_TAKEN':
    case 'PHONE_INVALID':
    case 'NUMBER_CHANGED':
      return error.code;
    default:
      return unreachable(error);
  }
}
