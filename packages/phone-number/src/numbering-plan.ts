import { PhoneNumber as LibraryNumber, Metadata, type NumberingPlan } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';
import type { PhoneNumber } from './phone-number.ts';

/** A number of the library. It's built from the digits, because parsing could add, drop or replace digits. */
export function toLibraryNumber(digits: string): LibraryNumber | null {
  try {
    return new LibraryNumber(`+${digits}`);
  } catch {
    return null;
  }
}

/** The calling code that these digits start with. Null if no country or network has such a code. */
export function callingCodeOf(digits: string): string | null {
  const code = toLibraryNumber(`${digits}000`)?.countryCallingCode ?? null;
  return code !== null && code.length <= digits.length ? code : null;
}

/** The number, with the country whose plan it is in. Null if these exact digits aren't in any plan. */
export function findAssigned(digits: string): LibraryNumber | null {
  const line = toLibraryNumber(digits);
  if (!line) return null;
  const countries = line.getPossibleCountries();
  if (countries.length === 0) return line.isNonGeographic() && line.isValid() ? line : null;
  for (const country of countries) {
    line.country = country;
    if (line.isValid()) return line;
  }
  return null;
}

export function keyOf(line: LibraryNumber): PhoneNumber {
  return line.number as PhoneNumber;
}

/** The possible numbers of digits after the calling code, in ascending order. For a calling code, its main country's. */
export function lengthsOf(plan: string): readonly number[] {
  return planOf(plan).lengths;
}

/** The prefix for calls abroad, as a pattern: `00`, `011`, `810`, `00[1-9]`. */
export function internationalPrefixOf(country: CountryCode): RegExp {
  return planOf(country).internationalPrefix;
}

interface Plan {
  lengths: readonly number[];
  internationalPrefix: RegExp;
}

// One entry per country and calling code. A North American number is tried in 25 plans.
const plans = new Map<string, Plan>();

/** Countries for which the library also lists prefixes for calls to their neighbours: 005 leads from Tanzania to Kenya, without a calling code. */
const PREFIXES: Readonly<Record<string, string>> = { TZ: '000', UG: '000' };

function planOf(country: string): Plan {
  const known = plans.get(country);
  if (known) return known;
  const metadata = new Metadata();
  // The library also accepts a calling code, for networks of no country. Its types only have countries.
  metadata.selectNumberingPlan(country as CountryCode);
  // Every country and calling code that the library knows has a plan. Its types say that there can be none.
  const numberingPlan = metadata.numberingPlan as NumberingPlan;
  const plan: Plan = {
    lengths: numberingPlan.possibleLengths(),
    internationalPrefix: new RegExp(`^(?:${PREFIXES[country] ?? numberingPlan.IDDPrefix()})$`),
  };
  plans.set(country, plan);
  return plan;
}
