import { PhoneNumber as LibraryNumber, Metadata } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';
import type { PhoneNumber } from './phone-number.ts';

/** A number as the library holds it. Built digit by digit: parsing could add, drop or replace some of them. */
export function toLibraryNumber(digits: string): LibraryNumber | null {
  try {
    return new LibraryNumber(`+${digits}`);
  } catch {
    return null;
  }
}

/** The calling code that these digits start with; null where no country or network has such a code. */
export function callingCodeOf(digits: string): string | null {
  const code = toLibraryNumber(`${digits}000`)?.countryCallingCode ?? null;
  return code !== null && code.length <= digits.length ? code : null;
}

/** The number with the country whose plan it is in; null where it is in no plan exactly as it stands. */
export function findAssigned(digits: string): LibraryNumber | null {
  const line = toLibraryNumber(digits);
  if (!line) return null;
  const countries = line.getPossibleCountries();
  if (countries.length === 0) return line.isNonGeographic() && line.isValid() ? line : null;
  for (const country of countries) {
    // Leading digits tell countries of one calling code apart where their patterns overlap.
    const { leadingDigits } = planOf(country);
    if (leadingDigits && !leadingDigits.test(line.nationalNumber)) continue;
    line.country = country;
    if (line.isValid()) return line;
  }
  return null;
}

export function keyOf(line: LibraryNumber): PhoneNumber {
  return line.number as PhoneNumber;
}

/** How many digits numbers of a country, or after a calling code in its main country, can have, in ascending order. */
export function lengthsOf(plan: string): readonly number[] {
  return planOf(plan).lengths;
}

/** What is dialled before a number abroad, as a pattern: `00`, `011`, `810`, `00[1-9]`. */
export function internationalPrefixOf(country: CountryCode): RegExp {
  return planOf(country).internationalPrefix;
}

interface Plan {
  lengths: readonly number[];
  internationalPrefix: RegExp;
  leadingDigits: RegExp | null;
}

// One entry per country and calling code. A North American number is tried in 25 plans.
const plans = new Map<string, Plan>();

function planOf(country: string): Plan {
  const known = plans.get(country);
  if (known) return known;
  const metadata = new Metadata();
  // The library selects by calling code as well, for networks of no country; its types know countries only.
  metadata.selectNumberingPlan(country as CountryCode);
  const { numberingPlan } = metadata;
  const leading = numberingPlan?.leadingDigits();
  const plan: Plan = {
    lengths: numberingPlan?.possibleLengths() ?? [],
    internationalPrefix: new RegExp(`^(?:${numberingPlan?.IDDPrefix() ?? '00'})$`),
    leadingDigits: leading ? new RegExp(`^(?:${leading})`) : null,
  };
  plans.set(country, plan);
  return plan;
}
