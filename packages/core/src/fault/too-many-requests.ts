import { TRPCError } from '@trpc/server';

/** The fault of a caller who has reached a limit, with the time until the next call is allowed. */
export class TooManyRequests extends TRPCError {
  constructor(readonly retryAfterSeconds: number) {
    super({ code: 'TOO_MANY_REQUESTS' });
  }
}

/** Seconds until the last of these limits allows a call again, for `Retry-After`. Null if no limit was reached. */
export function retryAfterSecondsOf(errors: readonly TRPCError[]): number | null {
  const waits = errors.filter((error) => error instanceof TooManyRequests).map((error) => error.retryAfterSeconds);
  return waits.length > 0 ? Math.max(...waits) : null;
}
