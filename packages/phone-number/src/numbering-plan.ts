import { Metadata, type NumberingPlan } from 'libphonenumber-js/max';
import type { CountryCode } from './country.ts';
import type { PhoneNumberType } from './phone-number-type.ts';

/** A country's plan, or that of a network of no country. */
interface Plan {
  lengths: readonly number[];
  internationalPrefix: RegExp;
  typeOf(nationalNumber: string): PhoneNumberType | null;
}

/**
 * What the library knows about a plan, also what its types don't have. It checks a number with this, but makes the patterns
 * anew for each check, which takes longer than everything else. Compared with the library for every country in the tests.
 */
interface LibraryPlan extends NumberingPlan {
  nationalNumberPattern(): string;
  type(type: PhoneNumberType): LibraryType | undefined;
}

interface LibraryType {
  /** Empty: the plan doesn't have the type, or doesn't distinguish it from the first. */
  pattern(): string;
  possibleLengths(): readonly number[];
}

interface Library extends Metadata {
  hasCallingCode(callingCode: string): boolean | undefined;
  /** The main country first. Absent: the code belongs to a network, or nobody. */
  getCountryCodesForCallingCode(callingCode: string): readonly CountryCode[] | undefined;
}

const MAX_CALLING_CODE_DIGITS = 3;
/** All types but landlines, in the library's order: the first that matches counts. */
const OTHER_TYPES: readonly PhoneNumberType[] = [
  ...(['MOBILE', 'PREMIUM_RATE', 'TOLL_FREE', 'SHARED_COST', 'VOIP'] as const),
  ...(['PERSONAL_NUMBER', 'PAGER', 'UAN', 'VOICEMAIL'] as const),
];
/** Countries for which the library also lists prefixes for calls to their neighbours: 005 leads from Tanzania to Kenya, without a calling code. */
const PREFIXES: Readonly<Record<string, string>> = { TZ: '000', UG: '000' };

const library = new Metadata() as Library;
// One entry per country and calling code. A North American number is tried in 25 plans.
const plans = new Map<string, Plan>();

/** The calling code that these digits start with. Null if no country or network has such a code. No code starts another. */
export function callingCodeOf(digits: string): string | null {
  for (let length = 1; length <= Math.min(MAX_CALLING_CODE_DIGITS, digits.length); length++) {
    const code = digits.slice(0, length);
    if (library.hasCallingCode(code)) return code;
  }
  return null;
}

/** The countries with this calling code, the main one first. Empty: a network of no country has it. */
export function countriesOf(callingCode: string): readonly CountryCode[] {
  return library.getCountryCodesForCallingCode(callingCode) ?? [];
}

/** What a plan uses a national number for. Null if the number isn't in the plan. `plan` is a country or a calling code. */
export function typeIn(plan: string, nationalNumber: string): PhoneNumberType | null {
  return planOf(plan).typeOf(nationalNumber);
}

/** The possible numbers of digits after the calling code, in ascending order. For a calling code, its main country's. */
export function lengthsOf(plan: string): readonly number[] {
  return planOf(plan).lengths;
}

/** The prefix for calls abroad, as a pattern: `00`, `011`, `810`, `00[1-9]`. */
export function internationalPrefixOf(country: CountryCode): RegExp {
  return planOf(country).internationalPrefix;
}

function planOf(country: string): Plan {
  const known = plans.get(country);
  if (known) return known;
  const metadata = new Metadata();
  // The library also accepts a calling code, for networks of no country. Its types only have countries.
  metadata.selectNumberingPlan(country as CountryCode);
  // Every country and calling code that the library knows has a plan. Its types say that there can be none.
  const numberingPlan = metadata.numberingPlan as LibraryPlan;
  const plan: Plan = {
    lengths: numberingPlan.possibleLengths(),
    internationalPrefix: entirely(PREFIXES[country] ?? numberingPlan.IDDPrefix()),
    typeOf: readTypes(numberingPlan),
  };
  plans.set(country, plan);
  return plan;
}

/** As the library decides it. Every plan that we use says which types it has. */
function readTypes(plan: LibraryPlan): Plan['typeOf'] {
  const isInPlan = entirely(plan.nationalNumberPattern());
  const matchers = new Map<PhoneNumberType, (nationalNumber: string) => boolean>();
  for (const type of ['FIXED_LINE', ...OTHER_TYPES] as const) {
    const found = plan.type(type);
    if (!found?.pattern()) continue;
    const lengths = found.possibleLengths();
    const pattern = entirely(found.pattern());
    matchers.set(type, (nationalNumber) => lengths.includes(nationalNumber.length) && pattern.test(nationalNumber));
  }
  const isFixedLine = matchers.get('FIXED_LINE');
  // A plan without mobile numbers of their own doesn't distinguish the two.
  const isMobile = matchers.get('MOBILE') ?? (() => true);
  return (nationalNumber) => {
    if (!isInPlan.test(nationalNumber)) return null;
    if (isFixedLine?.(nationalNumber)) return isMobile(nationalNumber) ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE';
    return OTHER_TYPES.find((type) => matchers.get(type)?.(nationalNumber)) ?? null;
  };
}

function entirely(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
