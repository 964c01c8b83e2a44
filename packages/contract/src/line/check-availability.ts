import { outcomeSchema, PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PhoneError } from './phone-error.ts';

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
