import google from 'google-libphonenumber';
import { getExampleNumber, Metadata } from 'libphonenumber-js/max';
import mobileExamples from 'libphonenumber-js/mobile/examples';
import { COUNTRY_CODES, type CountryCode } from './country.ts';
import { PhoneNumberType } from './phone-number-type.ts';

/** A number that a plan gives as an example of a type. `country` is null for networks of no country. */
export interface PhoneExample {
  country: CountryCode | null;
  type: PhoneNumberType | null;
  /** E.164, not branded: some examples are in no plan any more. */
  number: string;
}

/** Networks of no country. Their examples' method is missing in the types of google-libphonenumber. */
const NETWORKS = [800, 808, 870, 878, 881, 882, 883, 888, 979];

const util = google.PhoneNumberUtil.getInstance();

/** Every example that both libraries have, each once per country: one for every type of every region. */
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

// The types promise a number; regions without that type have none.
function toE164(example: google.PhoneNumber | undefined | null): string | undefined {
  return example ? util.format(example, google.PhoneNumberFormat.E164) : undefined;
}

/** A prefix that the country dials before a number abroad: its usual one, or the shortest that its pattern allows. */
export function internationalPrefixIn(country: CountryCode): string {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const pattern = new RegExp(`^(?:${metadata.numberingPlan?.IDDPrefix()})$`);
  const candidates = [1, 2, 3, 4].flatMap((length) =>
    Array.from({ length: 10 ** length }, (_, index) => String(index).padStart(length, '0')),
  );
  // The library writes 0 where there is no usual one.
  const prefix =
    metadata.numberingPlan?.defaultIDDPrefix() || ['00', '011', ...candidates].find((text) => pattern.test(text));
  if (!prefix) throw new Error(`No international prefix in ${country}`);
  return prefix;
}
