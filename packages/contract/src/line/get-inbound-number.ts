import type { z } from 'zod';
import { InboundNumber } from './inbound-number.ts';

/** The number of the caller's tenant. Null if it has none. */
export const GetInboundNumberOutput = InboundNumber.nullable();
export type GetInboundNumberOutput = z.infer<typeof GetInboundNumberOutput>;
