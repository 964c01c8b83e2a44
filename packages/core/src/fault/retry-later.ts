import { FAULTS } from '@linekeeper/contract';
import { TRPCError } from '@trpc/server';

/** A fault of a call that can succeed later, with the time until then. */
class RetryLater extends TRPCError {
  constructor(
    code: TRPCError['code'],
    readonly retryAfterSeconds: number,
    { message, cause }: { message?: string; cause?: unknown },
  ) {
    super({ code, cause, ...(message !== undefined && { message }) });
  }
}

/** The caller has reached a limit. */
export class TooManyRequests extends RetryLater {
  constructor(retryAfterSeconds: number) {
    super('TOO_MANY_REQUESTS', retryAfterSeconds, { message: FAULTS.TOO_MANY_REQUESTS.message });
  }
}

/** The server can't serve anybody at the moment. */
export class ServiceUnavailable extends RetryLater {
  constructor(cause: unknown) {
    super('SERVICE_UNAVAILABLE', UNAVAILABLE_SECONDS, { cause });
  }
}

/** About as long as a queue of requests takes to pass. */
export const UNAVAILABLE_SECONDS = 2;

/** Seconds until the last of these calls can be made again, for `Retry-After`. Null if none of them has to wait. */
export function retryAfterSecondsOf(errors: readonly TRPCError[]): number | null {
  const waits = errors.filter((error) => error instanceof RetryLater).map((error) => error.retryAfterSeconds);
  return waits.length > 0 ? Math.max(...waits) : null;
}
