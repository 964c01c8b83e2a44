import { z } from 'zod';
import { CallOutcome, FallbackReason } from './call-record.ts';

/** The checks of an inbound call, in their order. */
export const CallStep = z.enum(['LINE', 'CREDENTIALS', 'SIGNATURE', 'ACCOUNT', 'ANSWER']);
export type CallStep = z.infer<typeof CallStep>;

/** No input: the call is to the tenant's own line. */
export const SimulateCallInput = z.strictObject({});
export type SimulateCallInput = z.infer<typeof SimulateCallInput>;

/** The result of a request that this server signed itself, as the provider would. */
export const SimulatedCall = z.object({
  /** Each check, up to the one that failed. The texts are for people. */
  steps: z.array(z.object({ step: CallStep, passed: z.boolean(), message: z.string() })),
  /** The TwiML that the provider would have received; null if the request was refused. */
  twiml: z.string().nullable(),
  outcome: CallOutcome.nullable(),
  reason: FallbackReason.nullable(),
});
export type SimulatedCall = z.infer<typeof SimulatedCall>;
