import type { AppRouter } from '@linekeeper/api';
import { httpBatchLink, retryLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';

/** As many as the server takes in one request. */
const MAX_BATCH_SIZE = 10;

/** The way of a call to the server: safe calls are retried, requests time out, and no input stands in a URL. */
export function links(options: ClientOptions): TRPCLink<AppRouter>[] {
  const { url, token, timeoutMs = 5_000, retries = 2, fetch = globalThis.fetch } = options;
  return [
    retryLink<AppRouter>({
      retry: ({ op, error, attempts }) => op.type === 'query' && attempts <= retries && mayPass(error),
      retryDelayMs: (attempt) => Math.random() * 100 * 2 ** attempt,
    }),
    httpBatchLink<AppRouter>({
      url,
      maxItems: MAX_BATCH_SIZE,
      // A query's input in the URL would put phone numbers into access logs.
      methodOverride: 'POST',
      headers: () => {
        const bearer = typeof token === 'function' ? token() : token;
        return bearer ? { authorization: `Bearer ${bearer}` } : {};
      },
      fetch: (input, init) => {
        const timeout = AbortSignal.timeout(timeoutMs);
        const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
        return fetch(input as string, { ...(init as RequestInit), signal });
      },
    }),
  ];
}

/**
 * Whether the same call may well succeed in a moment: nobody answered, or the server had a fault. Not where a limit is
 * used up, which takes longer than anybody waits and is used up further by asking.
 */
function mayPass(error: TRPCClientError<AppRouter>): boolean {
  if (error.cause?.name === 'AbortError') return false;
  const status = error.data?.httpStatus;
  return status === undefined || status >= 500;
}
