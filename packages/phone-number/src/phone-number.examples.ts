import google from 'google-libphonenumber';
import { getExampleNumber, Metadata } from 'libphonenumber-js/max';
import mobileExamples from 'libphonenumber-js/mobile/examples';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { PhoneNumberType } from './phone-number-type.ts';

/** A number that a plan gives as an example of a type. `country` is null for networks of no country. */
export interface PhoneExample {
  country: CountryCode | null;
  type: PhoneNumberType | null;
  /** E.164. Not branded, because some examples aren't in a plan any more. */
  number: string;
}

/** Networks of no country. The types of google-libphonenumber lack the method that returns their examples. */
const NETWORKS = [800, 808, 870, 878, 881, 882, 883, 888, 979];

const util = google.PhoneNumberUtil.getInstance();

/** Every example that both libraries have: one for every type of every region. */
export const PHONE_EXAMPLES: readonly PhoneExample[] = [
  ...COUNTRY_CODES.flatMap(examplesOf),
  ...NETWORKS.flatMap(networkExampleOf),
];

function examplesOf(country: CountryCode): PhoneExample[] {
  const byNumber = new Map<string, PhoneExample>();
  for (const type of PhoneNumberType.options) {
    const number = toE164(util.getExampleNumberForType(country, google.PhoneNumberType[type]));
    if (number && !byNumber.has(number)) byNumber.set(number, { country, type, number });
  }
  const mobile = getExampleNumber(country, mobileExamples)?.number;
  if (mobile && !byNumber.has(mobile)) byNumber.set(mobile, { country, type: 'MOBILE', number: mobile });
  return [...byNumber.values()];
}

function networkExampleOf(callingCode: number): PhoneExample[] {
  const number = toE164((util as unknown as NetworkExamples).getExampleNumberForNonGeoEntity(callingCode));
  return number ? [{ country: null, type: null, number }] : [];
}

interface NetworkExamples {
  getExampleNumberForNonGeoEntity(callingCode: number): google.PhoneNumber | null;
}

// The types promise a number, but regions without that type have none.
function toE164(example: google.PhoneNumber | undefined | null): string | undefined {
  return example ? util.format(example, google.PhoneNumberFormat.E164) : undefined;
}

/** An international prefix of the country: its usual one, or the shortest that its pattern allows. */
export function internationalPrefixIn(country: CountryCode): string {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const pattern = new RegExp(`^(?:${metadata.numberingPlan?.IDDPrefix()})$`);
  const candidates = [1, 2, 3, 4].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, index) => String(index).padStart(length, '0')),
  );
  // The library has 0 if there is no usual one.
  const prefix =
    metadata.numberingPlan?.defaultIDDPrefix() || ['00', '011', ...candidates].find((text) => pattern.test(text));
  if (!prefix) throw new Error(`No international prefix in ${country}`);
  return prefix;
}
