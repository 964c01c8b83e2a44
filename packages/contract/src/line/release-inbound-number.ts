import { outcomeSchema, PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { NumberChanged } from './number-changed.ts';

/**
 * `expected`: the number that the person saw as the tenant's. If the tenant holds another one by now, the answer is
 * NUMBER_CHANGED. Absent: the number is released whatever it is.
 */
export const ReleaseInboundNumberInput = z.strictObject({ expected: PhoneNumber.optional() });
export type ReleaseInboundNumberInput = z.input<typeof ReleaseInboundNumberInput>;

/** Releases the number of the caller's tenant. `released` is null if it held none. */
export const ReleaseInboundNumberOutput = outcomeSchema(z.object({ released: PhoneNumber.nullable() }), NumberChanged);
export type ReleaseInboundNumberOutput = z.infer<typeof ReleaseInboundNumberOutput>;
