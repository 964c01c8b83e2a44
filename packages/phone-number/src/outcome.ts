// No schemas here, as with the messages: a form in a browser needs this file, and must not load zod for it.

/**
 * An expected answer, which can be a refusal. It's returned as a value. Faults (something is broken or not allowed) are
 * thrown instead. `E` is a union discriminated by `code`.
 */
export type Outcome<T, E> = { ok: true; data: T } | { ok: false; error: E };

export function ok<T>(data: T): { ok: true; data: T } {
  return { ok: true, data };
}

export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
