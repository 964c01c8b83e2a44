import { outcomeSchema, PhoneNumber, PhoneRequest } from '@linekeeper/phone-number';
import { z } from 'zod';
import type { ExplainRouteInput, RouteExplanation } from '../call/explain-route.ts';
import { RESOLVE_MAX } from '../limits.ts';
import type { Mutation, Query } from '../procedure.ts';
import { InboundNumber } from './inbound-number.ts';
import { LineEvent } from './line-event.ts';
import { NumberChanged } from './number-changed.ts';
import { PhoneError } from './phone-error.ts';

export const SetInboundNumberInput = PhoneRequest.extend({
  /**
   * The tenant's number as the person saw it; null: none. If it has changed since then, the answer is NUMBER_CHANGED,
   * unless the tenant already holds the wanted number. Absent: the number is replaced in any case.
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

/** The number of the caller's tenant. Null if it has none. */
export const GetInboundNumberOutput = InboundNumber.nullable();
export type GetInboundNumberOutput = z.infer<typeof GetInboundNumberOutput>;

/**
 * `expected`: the tenant's number as the person saw it. If it has changed since then, the answer is NUMBER_CHANGED. Absent:
 * the number is released in any case.
 */
export const ReleaseInboundNumberInput = z.strictObject({ expected: PhoneNumber.optional() });
export type ReleaseInboundNumberInput = z.input<typeof ReleaseInboundNumberInput>;

/** Releases the number of the caller's tenant. `released` is null if it held none. */
export const ReleaseInboundNumberOutput = outcomeSchema(z.object({ released: PhoneNumber.nullable() }), NumberChanged);
export type ReleaseInboundNumberOutput = z.infer<typeof ReleaseInboundNumberOutput>;

/** AVAILABLE: no company holds it at the moment. YOURS: your company holds it. */
export const Availability = z.enum(['AVAILABLE', 'YOURS']);
export type Availability = z.infer<typeof Availability>;

export const CheckAvailabilityInput = PhoneRequest;
export type CheckAvailabilityInput = z.infer<typeof CheckAvailabilityInput>;

/** Advice for a person who is typing. Another company can still claim the number first. */
export const CheckAvailabilityOutput = outcomeSchema(
  z.object({ phoneNumber: PhoneNumber, availability: Availability }),
  PhoneError,
);
export type CheckAvailabilityOutput = z.infer<typeof CheckAvailabilityOutput>;

/** The highest number of events on a page. */
export const EVENTS_PER_PAGE = 50;

/** The `nextCursor` of a page of events. Opaque: its form can change. */
export const HistoryCursor = z.string().regex(/^[\w-]{22}$/, 'is not a valid cursor');
export type HistoryCursor = z.infer<typeof HistoryCursor>;

/** No `cursor`, or no input: the first page. `direction` is only here because React's infinite queries send it. */
export const GetHistoryInput = z
  .strictObject({ cursor: HistoryCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type GetHistoryInput = z.infer<typeof GetHistoryInput>;

/** A page of the changes of the tenant's lines, newest first. `nextCursor` null: this is the last page. */
export const GetHistoryOutput = z.object({ events: z.array(LineEvent), nextCursor: HistoryCursor.nullable() });
export type GetHistoryOutput = z.infer<typeof GetHistoryOutput>;

/** The tenant that holds a line. `timezone` is an IANA name; null if the tenant has none. */
export const ResolvedLine = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  timezone: z.string().nullable(),
});
export type ResolvedLine = z.infer<typeof ResolvedLine>;

/** The number that the caller dialled, in E.164 form, as providers send it. */
export const ResolveInput = z.strictObject({ phoneNumber: PhoneNumber });
export type ResolveInput = z.input<typeof ResolveInput>;

/** Null: nobody holds the line, or the key is a tenant's and another tenant holds it. */
export const ResolveOutput = ResolvedLine.nullable();
export type ResolveOutput = z.infer<typeof ResolveOutput>;

export const ResolveManyInput = z.strictObject({ phoneNumbers: z.array(PhoneNumber).min(1).max(RESOLVE_MAX) });
export type ResolveManyInput = z.input<typeof ResolveManyInput>;

/** One answer for each number, in the order of the input. All of them were true at one moment. */
export const ResolveManyOutput = z.array(ResolveOutput);
export type ResolveManyOutput = z.infer<typeof ResolveManyOutput>;

export interface PhoneProcedures {
  checkAvailability: Query<CheckAvailabilityInput, CheckAvailabilityOutput>;
  setInboundNumber: Mutation<SetInboundNumberInput, SetInboundNumberOutput>;
  getHistory: Query<GetHistoryInput, GetHistoryOutput>;
  getInboundNumber: Query<void, GetInboundNumberOutput>;
  releaseInboundNumber: Mutation<ReleaseInboundNumberInput, ReleaseInboundNumberOutput>;
  explainRoute: Query<ExplainRouteInput, RouteExplanation>;
  resolve: Query<ResolveInput, ResolveOutput>;
  resolveMany: Query<ResolveManyInput, ResolveManyOutput>;
}
