import { outcomeSchema, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

export const ReleaseInboundNumberInput = z.strictObject({});
export type ReleaseInboundNumberInput = z.infer<typeof ReleaseInboundNumberInput>;

/** Releases the number of the caller's tenant. `released` is null if it held none. There is no refusal. */
export const ReleaseInboundNumberOutput = outcomeSchema(z.object({ released: PhoneNumber.nullable() }), z.never());
export type ReleaseInboundNumberOutput = z.infer<typeof ReleaseInboundNumberOutput>;
