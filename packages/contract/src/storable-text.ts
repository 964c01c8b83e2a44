import { z } from 'zod';

/** What PostgreSQL can't store in text or jsonb: NUL, and half of a surrogate pair. */
export const UNSTORABLE = /[\0\p{Cs}]/u;

/** Text that the database can store. `max` is in UTF-16 units. */
export function storableText(max: number) {
  return z
    .string()
    .max(max)
    .refine(
      (text) => !UNSTORABLE.test(text),
      "Contains a character that can't be stored (NUL or an unpaired surrogate)",
    );
}
