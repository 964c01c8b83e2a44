import { TRPCError } from '@trpc/server';

/** The fault of a caller who has used up what a limit allows, and when there is room again. */
export class TooManyRequests extends TRPCError {
  constructor(readonly retryAfterSeconds: number) {
    super({ code: 'TOO_MANY_REQUESTS' });
  }
}

/** Seconds until the longest of these waits is over, as `Retry-After` says it; null where none has to wait. */
export function retryAfterSecondsOf(errors: readonly TRPCError[]): number | null {
  const waits = errors.filter((error) => error instanceof TooManyRequests).map((error) => error.retryAfterSeconds);
  return waits.length > 0 ? Math.max(...waits) : null;
}
