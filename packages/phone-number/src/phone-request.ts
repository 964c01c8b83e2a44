import { z } from 'zod';
import { CountryCode } from './country.ts';
import { PHONE_TEXT_MAX_LENGTH } from './phone-text-length.ts';

/** A number as a person typed it. `country` is for national spellings. Absent: the tenant's country. Null: no country. */
export const PhoneRequest = z.strictObject({
  phoneNumber: z.string().max(PHONE_TEXT_MAX_LENGTH),
  country: CountryCode.nullish(),
});
export type PhoneRequest = z.infer<typeof PhoneRequest>;
