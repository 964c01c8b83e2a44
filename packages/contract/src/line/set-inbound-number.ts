import { outcomeSchema, PhoneRequest } from '@linekeeper/phone-number';
import type { z } from 'zod';
import { InboundNumber } from './inbound-number.ts';
import { PhoneError } from './phone-error.ts';

export const SetInboundNumberInput = PhoneRequest;
export type SetInboundNumberInput = z.infer<typeof SetInboundNumberInput>;

/** Claims the number for the caller's tenant and releases the one it held. A repeated call returns the same. */
export const SetInboundNumberOutput = outcomeSchema(InboundNumber, PhoneError);
export type SetInboundNumberOutput = z.infer<typeof SetInboundNumberOutput>;
