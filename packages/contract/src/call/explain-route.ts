import { PhoneNumber } from '@linekeeper/phone-number';
import { z } from 'zod';
import { ActorType, LineEventKind } from '../line/line-event.ts';
import { CallRecord } from './call-record.ts';

/** A time whose year has four digits in UTC, too. */
const InstantText = z.iso
  .datetime({ offset: true })
  .refine((text) => /^\d/.test(new Date(text).toISOString()), 'is outside of the years 0 to 9999 in UTC');

/** `at`: ISO 8601. */
export const ExplainRouteInput = z.strictObject({ phoneNumber: PhoneNumber, at: InstantText });
export type ExplainRouteInput = z.input<typeof ExplainRouteInput>;

/** How a call to a line was handled at a given time, and why. */
export const RouteExplanation = z.object({
  phoneNumber: PhoneNumber,
  at: z.iso.datetime(),
  /** Who held the line then; null: nobody, or (asked by a tenant) another tenant. */
  holder: z
    .object({
      tenantId: z.string(),
      /** Null if the tenant was deleted since. */
      tenantName: z.string().nullable(),
      since: z.iso.datetime(),
      kind: LineEventKind,
      actor: z.object({ type: ActorType, name: z.string() }),
    })
    .nullable(),
  /** The call on record nearest to that time, at most five minutes from it; null if there is none. */
  call: CallRecord.nullable(),
  /** The whole explanation in sentences. */
  text: z.string(),
});
export type RouteExplanation = z.infer<typeof RouteExplanation>;
