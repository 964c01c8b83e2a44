import { type PhoneError, unreachable } from '../index.ts';

// Only the compiler checks this file. It never runs.

export function handlesEveryCode(error: PhoneError): string {
  switch (error.code) {
    case 'PHONE_TAKEN':
      return error.phoneNumber;
    case 'PHONE_INVALID':
      return error.reason;
    default:
      return unreachable(error);
  }
}

export function forgetsOne(error: PhoneError): string {
  if (error.code === 'PHONE_TAKEN') return error.phoneNumber;
  // @ts-expect-error PHONE_INVALID isn't handled
  return unreachable(error);
}

export function readsWhatOnlyOneHas(error: PhoneError): unknown {
  // @ts-expect-error only PHONE_INVALID has a reason
  return error.reason;
}
