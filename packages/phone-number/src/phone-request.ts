import { z } from 'zod';
import { CountryCode } from './country.ts';

/** More than any spelling of one number needs; what is longer is refused before it is looked at. */
export const PHONE_TEXT_MAX_LENGTH = 64;

/** A number as a person typed it. `country` reads national spellings: absent is the tenant's own, null is none. */
export const PhoneRequest = z.strictObject({
  phoneNumber: z.string().max(PHONE_TEXT_MAX_LENGTH),
  country: CountryCode.nullish(),
});
export type PhoneRequest = z.infer<typeof PhoneRequest>;
