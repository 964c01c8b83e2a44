import { countryOf, type PhoneNumber, type PhoneNumberType, phoneNumberType } from '@linekeeper/phone-number';
import { countryName } from './countries.ts';

/** The type of a number in words; null if the type doesn't help people. */
const KINDS: Record<PhoneNumberType, string | null> = {
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: null,
  MOBILE: 'mobile',
  PAGER: 'pager',
  PERSONAL_NUMBER: 'personal number',
  PREMIUM_RATE: 'premium rate',
  SHARED_COST: 'shared cost',
  TOLL_FREE: 'toll-free',
  UAN: 'company number',
  VOICEMAIL: 'voicemail',
  VOIP: 'VoIP',
};

/** The country and the type of a number in words: "United Kingdom, landline". */
export function kindOf(phoneNumber: PhoneNumber): string {
  const country = countryOf(phoneNumber);
  const type = phoneNumberType(phoneNumber);
  const place = country ? countryName(country) : 'No country (international number)';
  return [place, type && KINDS[type]].filter(Boolean).join(', ');
}

/** The name of a number's country; null if it has none. */
export function countryOfNumber(phoneNumber: PhoneNumber): string | null {
  const country = countryOf(phoneNumber);
  return country && countryName(country);
}
