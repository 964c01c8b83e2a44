import { PhoneInvalid } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PhoneTaken } from './phone-taken.ts';

/** Every refusal of a number. If you add a code here, the compiler shows where it must be handled. */
export const PhoneError = z.discriminatedUnion('code', [PhoneTaken, PhoneInvalid]);
export type PhoneError = z.infer<typeof PhoneError>;
