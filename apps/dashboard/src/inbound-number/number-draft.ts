import {
  type CountryCode,
  PHONE_TEXT_MAX_LENGTH,
  type PhoneInvalid,
  parsePhoneNumber,
  phoneInvalid,
} from '@linekeeper/contract';

/** What the form holds, exactly as it was typed and chosen. No country: only numbers with + are read. */
export interface NumberDraft {
  phoneNumber: string;
  country: CountryCode | '';
}

/** Why the server is not to be asked about this, where it would read something else than the person sees. */
export function refuseDraft({ phoneNumber: text, country }: NumberDraft): PhoneInvalid | null {
  // Cut nowhere: what is left could be another number.
  if (text.length > PHONE_TEXT_MAX_LENGTH) return phoneInvalid('NOT_A_NUMBER');
  if (country) return null;
  // Where no country is named, the server takes the company's own. Somebody has just chosen that it shall not.
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? null : parsed.error;
}
