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
  ...COUNTRY_CODES.flatMap((country) => [
    ...PhoneNumberType.options.map((type) => ({ country, type, number: exampleOf(country, type) })),
    { country, type: 'MOBILE' as const, number: getExampleNumber(country, mobileExamples)?.number },
  ]),
  ...NETWORKS.map((callingCode) => ({
    country: null,
    type: null,
    number: toE164((util as unknown as NetworkExamples).getExampleNumberForNonGeoEntity(callingCode)),
  })),
].filter(
  (example, index, all): example is PhoneExample =>
    example.number !== undefined &&
    all.findIndex((other) => other.number === example.number && other.country === example.country) === index,
);

interface NetworkExamples {
  getExampleNumberForNonGeoEntity(callingCode: number): google.PhoneNumber | null;
}

function exampleOf(country: CountryCode, type: PhoneNumberType): string | undefined {
  return toE164(util.getExampleNumberForType(country, google.PhoneNumberType[type]));
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
  const numbers = Array.from({ length: 1000 }, (_, index) => String(index));
  const candidates = ['00', '011', ...[1, 2, 3].flatMap((length) => numbers.map((text) => text.padStart(length, '0')))];
  // The library writes 0 where there is none.
  return metadata.numberingPlan?.defaultIDDPrefix() || candidates.find((candidate) => pattern.test(candidate)) || '00';
}
