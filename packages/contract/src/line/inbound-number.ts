import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';

/** The line whose calls reach a tenant. `claimedAt` (ISO 8601, UTC) changes only if the number does. */
export const InboundNumber = z.object({
  phoneNumber: PhoneNumber,
  claimedAt: z.iso.datetime(),
});
export type InboundNumber = z.infer<typeof InboundNumber>;
