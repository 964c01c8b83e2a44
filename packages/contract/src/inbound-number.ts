import { z } from 'zod';
import { PhoneNumber } from './phone-number.ts';

/** The line whose calls reach a tenant. `claimedAt` (ISO 8601, UTC) moves only when the number does. */
export const InboundNumber = z.object({
  phoneNumber: PhoneNumber,
  claimedAt: z.iso.datetime(),
});
export type InboundNumber = z.infer<typeof InboundNumber>;
