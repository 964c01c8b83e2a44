import type { CountryCode } from './country.ts';
import { callingCodeOf, countriesOf, typeIn } from './numbering-plan.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { PhoneNumberType } from './phone-number-type.ts';

/** A number that is in a plan. */
export interface AssignedNumber {
  /** E.164. Not branded, because a plan can have numbers with more digits. */
  number: string;
  nationalNumber: string;
  /** Whose plan the number is in. Null: it belongs to a network of no country. */
  country: CountryCode | null;
  type: PhoneNumberType;
}

/**
 * The number, with the country whose plan it is in. Null if these exact digits aren't in any plan. No digits are added, dropped
 * or replaced, as parsing could do.
 */
export function findAssigned(digits: string): AssignedNumber | null {
  const callingCode = callingCodeOf(digits);
  if (callingCode === null) return null;
  const nationalNumber = digits.slice(callingCode.length);
  const countries = countriesOf(callingCode);
  for (const plan of countries.length > 0 ? countries : [callingCode]) {
    const type = typeIn(plan, nationalNumber);
    if (type)
      return { number: `+${digits}`, nationalNumber, country: countries.find((each) => each === plan) ?? null, type };
  }
  return null;
}

export function keyOf(line: AssignedNumber): PhoneNumber {
  return line.number as PhoneNumber;
}
