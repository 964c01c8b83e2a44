import type { TRPCClientError } from '@trpc/client';
import type { ClientRouter } from './client-router.ts';
import { HttpError } from './http-error.ts';

type Thrown = TRPCClientError<ClientRouter>;

/** The HTTP status of the answer. In a batch, the one of the procedure. Undefined if there was no answer. */
export function statusOf({ data, cause }: Thrown): number | undefined {
  if (data) return data.httpStatus;
  return cause instanceof HttpError ? cause.status : undefined;
}

/** Seconds until the same call can succeed. Undefined if the answer doesn't say. */
export function retryAfterSecondsOf({ data, cause }: Thrown): number | undefined {
  if (cause instanceof HttpError) return cause.retryAfterSeconds;
  const seconds: unknown = data?.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : undefined;
}

/** The message of our server. Undefined if something else answered, or if there was no answer. */
export function explanationOf({ data, cause, message }: Thrown): string | undefined {
  if (data) return message;
  return cause instanceof HttpError ? cause.explanation : undefined;
}
