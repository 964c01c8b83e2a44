import { z } from 'zod';
import { ApiKey } from './api-key.ts';

/** Where a page of keys ended: a page's `nextCursor`. Its form can change; clients only send it back. */
export const ApiKeyCursor = z.string().regex(/^[0-9a-z]{1,9}\.[0-9a-f-]{36}$/, 'is not a cursor of this list');
export type ApiKeyCursor = z.infer<typeof ApiKeyCursor>;

/** `cursor` absent, or no input: the first page. React's infinite queries send `direction`; there is one. */
export const ListApiKeysInput = z
  .strictObject({ cursor: ApiKeyCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type ListApiKeysInput = z.infer<typeof ListApiKeysInput>;

/** A page of the tenant's keys, newest first, with those that have ended. `nextCursor` null: it is the last one. */
export const ListApiKeysOutput = z.object({ keys: z.array(ApiKey), nextCursor: ApiKeyCursor.nullable() });
export type ListApiKeysOutput = z.infer<typeof ListApiKeysOutput>;
