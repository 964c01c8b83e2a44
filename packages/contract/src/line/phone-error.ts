import { PhoneInvalid } from '@linekeeper/phone-number';
import { z } from 'zod';
import { PhoneTaken } from './phone-taken.ts';

/** Every 'no' that asking for a number can get. A new code is added here, and the compiler shows who must handle it. */
export const PhoneError = z.discriminatedUnion('code', [PhoneTaken, PhoneInvalid]);
export type PhoneError = z.infer<typeof PhoneError>;
