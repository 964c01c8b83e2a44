import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import type { ForwardRefusalReason } from './call-handling.ts';

/** The highest number of calls on a page. */
export const CALLS_PER_PAGE = 20;

/**
 * What the caller got. PENDING: the platform's webhook hasn't answered yet. FALLBACK: the text that says that the call can't
 * be connected; the reason says why.
 */
export const CallOutcome = z.enum(['PENDING', 'FORWARDED', 'SIP', 'STREAM', 'PLATFORM', 'GREETED', 'FALLBACK']);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** Why a caller heard the fallback, for people. */
export const FALLBACK_REASONS = {
  NOT_SET_UP: 'nobody has chosen what happens to calls',
  TOO_MANY_CALLS: 'the company has reached its limit of forwarded calls',
  DATABASE_TIMEOUT: "the database didn't answer in time",
  WEBHOOK_MISSING: 'the platform has no voice webhook',
  WEBHOOK_ADDRESS: "the address of the platform's voice webhook is internal and not allowed",
  WEBHOOK_UNREACHABLE: "the platform's voice webhook couldn't be reached",
  WEBHOOK_TIMEOUT: "the platform's voice webhook didn't answer in time",
  WEBHOOK_REDIRECT: "the platform's voice webhook answered with a redirect",
  WEBHOOK_STATUS: "the platform's voice webhook answered with an error",
  WEBHOOK_TOO_LARGE: "the answer of the platform's voice webhook was too long",
  WEBHOOK_NOT_TWIML: "the platform's voice webhook answered with something that isn't TwiML",
  FORWARD_OWN_LINE: 'the call would be forwarded to its own line',
  FORWARD_KIND: "calls aren't forwarded to numbers of this kind",
  FORWARD_SATELLITE: "calls aren't forwarded to satellite numbers",
  FORWARD_COUNTRY: "calls aren't forwarded to this country",
  FORWARD_SIP_HOST: "calls aren't sent to SIP addresses at twilio.com",
} as const satisfies Record<`FORWARD_${ForwardRefusalReason}`, string> & Record<string, string>;
export const FallbackReason = z.enum(
  Object.keys(FALLBACK_REASONS) as [keyof typeof FALLBACK_REASONS, ...(keyof typeof FALLBACK_REASONS)[]],
);
export type FallbackReason = z.infer<typeof FallbackReason>;

/** An inbound call. It says nothing about the caller. */
export const CallRecord = z.object({
  id: z.string(),
  /** When the call came in; ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** The line that was called. */
  phoneNumber: PhoneNumber,
  outcome: CallOutcome,
  /** Null unless the caller heard the fallback. */
  reason: FallbackReason.nullable(),
  /** Where the call went: a number, a SIP address or a WebSocket address; null if nowhere. */
  target: z.string().nullable(),
  /** How long it took to decide what happens to the call, in milliseconds. */
  answerMs: z.int().nullable(),
  /** How the call ended, in the provider's terms, for example `completed`, `no-answer`; null while unknown. */
  status: z.string().nullable(),
  /** How long the call lasted; null while unknown. */
  durationSeconds: z.int().nullable(),
  /** The call was simulated to test the settings; the provider wasn't involved. */
  simulated: z.boolean(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** Where a page of calls ended: a page's `nextCursor`. */
export const CallCursor = z.string().regex(/^[\w-]{22}$/, 'is not a valid cursor');

/** `cursor` absent, or no input: the first page. `direction` is only here because React's infinite queries send it. */
export const ListCallsInput = z
  .strictObject({ cursor: CallCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type ListCallsInput = z.infer<typeof ListCallsInput>;

/** A page of the tenant's calls, newest first. `nextCursor` null: it is the last page. */
export const ListCallsOutput = z.object({ calls: z.array(CallRecord), nextCursor: CallCursor.nullable() });
export type ListCallsOutput = z.infer<typeof ListCallsOutput>;
