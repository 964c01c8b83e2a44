import { z } from 'zod';
import { CountryCode } from './country.ts';

/** More than any spelling of one number needs. Longer texts are refused without parsing. */
export const PHONE_TEXT_MAX_LENGTH = 64;

/** A number as a person typed it. `country` is for national spellings. Absent: the tenant's country. Null: no country. */
export const PhoneRequest = z.strictObject({
  phoneNumber: z.string().max(PHONE_TEXT_MAX_LENGTH),
  country: CountryCode.nullish(),
});
export type PhoneRequest = z.infer<typeof PhoneRequest>;
