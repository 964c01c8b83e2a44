import type { NumberChanged, PhoneTaken, SetInboundNumberError } from '@linekeeper/contract';
import type { PhoneInvalid } from '@linekeeper/phone-number';

/** Another company holds the number. */
export function isPhoneTaken(error: SetInboundNumberError): error is PhoneTaken {
  return error.code === 'PHONE_TAKEN';
}

/** The text isn't a number that can be claimed. `reason` and `message` say why. */
export function isPhoneInvalid(error: SetInboundNumberError): error is PhoneInvalid {
  return error.code === 'PHONE_INVALID';
}

/** Somebody else has changed the company's number. `current` is the one that it has now. */
export function isNumberChanged(error: SetInboundNumberError): error is NumberChanged {
  return error.code === 'NUMBER_CHANGED';
}
