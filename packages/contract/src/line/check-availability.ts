import { outcomeSchema, PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PhoneError } from './phone-error.ts';

/** AVAILABLE: no company holds it at the moment. YOURS: your company holds it. */
export const Availability = z.enum(['AVAILABLE', 'YOURS']);
export type Availability = z.infer<typeof Availability>;

export const CheckAvailabilityInput = PhoneRequest;
export type CheckAvailabilityInput = z.infer<typeof CheckAvailabilityInput>;

/** Advice for a person who is typing. Another company can still claim the number first. */
export const CheckAvailabilityOutput = outcomeSchema(
  z.object({ phoneNumber: PhoneNumber, availability: Availability }),
  PhoneError,
);
export type CheckAvailabilityOutput = z.infer<typeof CheckAvailabilityOutput>;
