import type { PhoneError, PhoneTaken } from '@linekeeper/contract';
import type { PhoneInvalid } from '@linekeeper/phone-number';

/** Another company holds the number. */
export function isPhoneTaken(error: PhoneError): error is PhoneTaken {
  return error.code === 'PHONE_TAKEN';
}

/** The text isn't a number that can be claimed. `reason` and `message` say why. */
export function isPhoneInvalid(error: PhoneError): error is PhoneInvalid {
  return error.code === 'PHONE_INVALID';
}
