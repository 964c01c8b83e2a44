import { z } from 'zod';

/**
 * An expected answer, which can be a refusal. It's returned as a value. Faults (something is broken or not allowed) are
 * thrown instead. `E` is a union discriminated by `code`.
 */
export type Outcome<T, E> = { ok: true; data: T } | { ok: false; error: E };

/** The schema of an {@link Outcome} whose data and error have these schemas. */
export function outcomeSchema<T extends z.ZodType, E extends z.ZodType>(data: T, error: E) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), data }),
    z.object({ ok: z.literal(false), error }),
  ]);
}

export function ok<T>(data: T): { ok: true; data: T } {
  return { ok: true, data };
}

export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
