import { z } from 'zod';
import { outcomeSchema } from './outcome.ts';
import { PhoneError } from './phone-error.ts';
import { PhoneNumber } from './phone-number.ts';
import { PhoneRequest } from './phone-request.ts';

/** AVAILABLE: nobody holds it at this moment. YOURS: your company holds it already. */
export const Availability = z.enum(['AVAILABLE', 'YOURS']);
export type Availability = z.infer<typeof Availability>;

export const CheckAvailabilityInput = PhoneRequest;
export type CheckAvailabilityInput = z.infer<typeof CheckAvailabilityInput>;

/** Advice for a person who is still typing. Only claiming decides. */
export const CheckAvailabilityOutput = outcomeSchema(
  z.object({ phoneNumber: PhoneNumber, availability: Availability }),
  PhoneError,
);
export type CheckAvailabilityOutput = z.infer<typeof CheckAvailabilityOutput>;
