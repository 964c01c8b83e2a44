import { type PhoneError, unreachable } from '../index.ts';

// Checked by the compiler, run by nobody: what it must accept, and what it must refuse.

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
  // @ts-expect-error PHONE_INVALID is left
  return unreachable(error);
}

export function readsWhatOnlyOneHas(error: PhoneError): unknown {
  // @ts-expect-error only PHONE_INVALID has a reason
  return error.reason;
}
