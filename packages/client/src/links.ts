import { MAX_BATCH_SIZE } from '@linekeeper/contract';
import { httpBatchLink, retryLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import { refuseForeignAnswer } from './http-error.ts';
import { retryAfterSecondsOf, statusOf } from './thrown.ts';

/** The server refuses requests with more calls. */

export interface LinkOptions extends ClientOptions {
  /** Aborts every call of this client, also those that are in progress. */
  signal?: AbortSignal | undefined;
}

/** The tRPC links: queries are retried, requests have a timeout, and inputs never are in a URL. */
export function links(options: LinkOptions): TRPCLink<ClientRouter>[] {
  const { url, token, timeoutMs = 5_000, retries = 2, fetch = globalThis.fetch, signal: ended } = options;
  return [
    retryLink<ClientRouter>({
      retry: ({ op, error, attempts }) => op.type === 'query' && attempts <= retries && canPass(error),
      retryDelayMs: (attempt) => Math.random() * 100 * 2 ** attempt,
    }),
    httpBatchLink<ClientRouter>({
      url,
      maxItems: MAX_BATCH_SIZE,
      // A query's input in the URL would put phone numbers into access logs.
      methodOverride: 'POST',
      headers: async () => {
        const bearer = typeof token === 'function' ? await token() : token;
        return bearer ? { authorization: `Bearer ${bearer}` } : {};
      },
      fetch: async (input, init) => {
        const signals = [init?.signal, ended, AbortSignal.timeout(timeoutMs)].filter((signal) => signal != null);
        const signal = AbortSignal.any(signals);
        return refuseForeignAnswer(await fetch(input as string, { ...(init as RequestInit), signal }));
      },
    }),
  ];
}

/**
 * Whether a retry can succeed: there was no answer, or the server had a fault. A call isn't retried if the caller cancelled
 * it, or if the server says how long to wait, because that is longer than a retry waits.
 */
function canPass(error: TRPCClientError<ClientRouter>): boolean {
  if (error.cause?.name === 'AbortError') return false;
  const status = statusOf(error);
  return status === undefined || (status >= 500 && retryAfterSecondsOf(error) === undefined);
}
