import { outcomeSchema, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

export const ReleaseInboundNumberInput = z.strictObject({});
export type ReleaseInboundNumberInput = z.infer<typeof ReleaseInboundNumberInput>;

/** Frees the number of the caller's tenant. `released` is null where it held none; there is no 'no'. */
export const ReleaseInboundNumberOutput = outcomeSchema(z.object({ released: PhoneNumber.nullable() }), z.never());
export type ReleaseInboundNumberOutput = z.infer<typeof ReleaseInboundNumberOutput>;
