import { type SetInboundNumberOutput, unreachable } from '@linekeeper/contract';

/** Which of the answers it was. A new code does not compile until it has its place here. */
export function answerCode(outcome: SetInboundNumberOutput): 'OK' | 'PHONE_TAKEN' | 'PHONE_INVALID' {
  if (outcome.ok) return 'OK';
  const { error } = outcome;
  switch (error.code) {
    case 'PHONE_TAKEN':
    case 'PHONE_INVALID':
      return error.code;
    default:
      return unreachable(error);
  }
}
