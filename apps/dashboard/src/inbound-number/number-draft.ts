import {
  type CountryCode,
  PHONE_TEXT_MAX_LENGTH,
  type PhoneInvalid,
  parsePhoneNumber,
  phoneInvalid,
} from '@linekeeper/phone-number';

/** The form's values, exactly as typed. Without a country, only numbers that start with + are valid. */
export interface NumberDraft {
  phoneNumber: string;
  country: CountryCode | '';
}

/** Why this draft must not be sent to the server, or null. The server would read these drafts differently from what the person sees. */
export function refuseDraft({ phoneNumber: text, country }: NumberDraft): PhoneInvalid | null {
  // Never truncated: the rest could be a different number.
  if (text.length > PHONE_TEXT_MAX_LENGTH) return phoneInvalid('NOT_A_NUMBER');
  if (country) return null;
  // Without a country, the server uses the company's own. The person has just chosen not to use it.
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? null : parsed.error;
}
