/** Emergency and service numbers that are dialled after a calling code by mistake: `+1 911`, `+44 999`, `+49 116117`. */
const AFTER_CALLING_CODE = /^(?:1[0-9]{2}|[2-9]11|9[0-9]{2}|0[0-9]{2}|11[68][0-9]{1,3})$/;
/** The same without a calling code, and text message codes: `911`, `112`, `000`, `40404`. */
const ALONE = /^(?:[0-9]{2,3}|[1-9][0-9]{3,5})$/;

/** Digits that are too few for a number and look like one of a country's service codes. */
export function isShortCode(digits: string, afterCallingCode: string | null): boolean {
  if (afterCallingCode === null) return ALONE.test(digits);
  return AFTER_CALLING_CODE.test(digits) || (afterCallingCode === '1' && /^[2-9][0-9]{4}$/.test(digits));
}
