import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';

/** Null: the country that the operator has set for the company. */
export const SetCountryInput = z.strictObject({ country: CountryCode.nullable() });
export type SetCountryInput = z.infer<typeof SetCountryInput>;

/** The country that national numbers are read in from now on. Null: only numbers with a calling code are read. */
export const SetCountryOutput = z.object({ country: CountryCode.nullable() });
export type SetCountryOutput = z.infer<typeof SetCountryOutput>;
