import { z } from 'zod';
import { LineEvent } from './line-event.ts';

/** How many events a page has at most. */
export const EVENTS_PER_PAGE = 50;

/** Where a page of events ended: a page's `nextCursor`. Its form can change; clients only send it back. */
export const HistoryCursor = z.string().regex(/^[1-9]\d{0,17}$/, 'is not a cursor of this list');
export type HistoryCursor = z.infer<typeof HistoryCursor>;

/** `cursor` absent, or no input: the first page. React's infinite queries send `direction`; there is one. */
export const GetHistoryInput = z
  .strictObject({ cursor: HistoryCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type GetHistoryInput = z.infer<typeof GetHistoryInput>;

/** A page of the changes of the tenant's lines, newest first. `nextCursor` null: it is the last page. */
export const GetHistoryOutput = z.object({ events: z.array(LineEvent), nextCursor: HistoryCursor.nullable() });
export type GetHistoryOutput = z.infer<typeof GetHistoryOutput>;
