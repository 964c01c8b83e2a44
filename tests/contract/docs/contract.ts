import { type SetInboundNumberError, unreachable } from '@linekeeper/contract';

/** A new code doesn't compile until it's handled here. */
export function statusOf(error: SetInboundNumberError): number {
  switch (error.code) {
    case 'PHONE_TAKEN':
      return 409;
    case 'PHONE_INVALID':
      return 400;
    case 'NUMBER_CHANGED':
      return 412;
    default:
      return unreachable(error);
  }
}
