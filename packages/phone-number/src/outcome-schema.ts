import { z } from 'zod';

/** The schema of an `Outcome` whose data and error have these schemas. */
export function outcomeSchema<T extends z.ZodType, E extends z.ZodType>(data: T, error: E) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), data }),
    z.object({ ok: z.literal(false), error }),
  ]);
}
