import { z } from 'zod';
import { LineEvent } from './line-event.ts';

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
