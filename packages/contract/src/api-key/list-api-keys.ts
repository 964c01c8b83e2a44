import { z } from 'zod';
import { ApiKey } from './api-key.ts';

/** The `nextCursor` of a page of keys. Opaque: its form can change. */
export const ApiKeyCursor = z.string().regex(/^[0-9a-z]{1,9}\.[0-9a-f-]{36}$/, 'is not a valid cursor');
export type ApiKeyCursor = z.infer<typeof ApiKeyCursor>;

/** No `cursor`, or no input: the first page. `direction` is only here because React's infinite queries send it. */
export const ListApiKeysInput = z
  .strictObject({ cursor: ApiKeyCursor.optional(), direction: z.literal('forward').optional() })
  .optional();
export type ListApiKeysInput = z.infer<typeof ListApiKeysInput>;

/** A page of the tenant's keys, newest first, including expired and revoked ones. `nextCursor` null: this is the last page. */
export const ListApiKeysOutput = z.object({ keys: z.array(ApiKey), nextCursor: ApiKeyCursor.nullable() });
export type ListApiKeysOutput = z.infer<typeof ListApiKeysOutput>;
