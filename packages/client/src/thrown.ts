import type { TRPCClientError } from '@trpc/client';
import type { ClientRouter } from './client-router.ts';
import { HttpError } from './http-error.ts';

type Thrown = TRPCClientError<ClientRouter>;

/** The HTTP status of the answer, a procedure's own in a batch; undefined if no answer came. */
export function statusOf({ data, cause }: Thrown): number | undefined {
  if (data) return data.httpStatus;
  return cause instanceof HttpError ? cause.status : undefined;
}

/** In how many seconds the same call can succeed; undefined if nobody said so. */
export function retryAfterSecondsOf({ data, cause }: Thrown): number | undefined {
  if (cause instanceof HttpError) return cause.retryAfterSeconds;
  const seconds: unknown = data?.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : undefined;
}

/** What our server says of the error; undefined if somebody else answered, or nobody. */
export function explanationOf({ data, cause, message }: Thrown): string | undefined {
  if (data) return message;
  return cause instanceof HttpError ? cause.explanation : undefined;
}
