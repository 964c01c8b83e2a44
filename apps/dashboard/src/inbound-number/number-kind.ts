import { countryOf, type PhoneNumber, type PhoneNumberType, phoneNumberType } from '@linekeeper/contract';
import { countryName } from './countries.ts';

/** What a plan uses a number for, in words; nothing where that tells people nothing. */
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
  VOIP: 'internet telephony',
};

/** Where a number is and what it is, in words: «United Kingdom, landline». */
export function kindOf(phoneNumber: PhoneNumber): string {
  const country = countryOf(phoneNumber);
  const type = phoneNumberType(phoneNumber);
  const place = country ? countryName(country) : 'No country (international number)';
  return [place, type && KINDS[type]].filter(Boolean).join(', ');
}
