import { z } from 'zod';

/** What PostgreSQL keeps neither in text nor in jsonb: NUL, and half of a surrogate pair. */
export const UNSTORABLE = /[\0\p{Cs}]/u;

/** Text that the database stores as it is. `max` in UTF-16 units. */
export function storableText(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => !UNSTORABLE.test(text), 'Contains a character that cannot be stored (NUL or half a character)');
}
