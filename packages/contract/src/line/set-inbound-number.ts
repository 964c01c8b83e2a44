import { outcomeSchema, PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import { z } from 'zod';
import { InboundNumber } from './inbound-number.ts';
import { NumberChanged } from './number-changed.ts';
import { PhoneError } from './phone-error.ts';

export const SetInboundNumberInput = PhoneRequest.extend({
  /**
   * The number that the person saw as the tenant's; null: none. If it's another one by now, the answer is NUMBER_CHANGED, unless
   * it's already the wanted number. Absent: the number is changed whatever it is.
   */
  expected: PhoneNumber.nullable().optional(),
});
export type SetInboundNumberInput = z.input<typeof SetInboundNumberInput>;

/** Every refusal of a claim. */
export const SetInboundNumberError = z.discriminatedUnion('code', [...PhoneError.options, NumberChanged]);
export type SetInboundNumberError = z.infer<typeof SetInboundNumberError>;

/** Claims the number for the caller's tenant and releases the one it held. A repeated call returns the same. */
export const SetInboundNumberOutput = outcomeSchema(InboundNumber, SetInboundNumberError);
export type SetInboundNumberOutput = z.infer<typeof SetInboundNumberOutput>;
