import { MAX_BATCH_SIZE } from '@linekeeper/contract';
import { httpBatchLink, retryLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import { refuseForeignAnswer } from './http-error.ts';
import { retryAfterSecondsOf, statusOf } from './thrown.ts';

/** The server refuses more in one request. */

export interface LinkOptions extends ClientOptions {
  /** Ends every call of this client, those under way too. */
  signal?: AbortSignal | undefined;
}

/** The way of a call to the server: queries are retried, requests time out, and no input is in a URL. */
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
 * Whether the same call can succeed in a moment: nobody answered, or the server had a fault. Not if the server says how
 * long to wait, which is longer than a retry does, nor if the caller has cancelled it.
 */
function canPass(error: TRPCClientError<ClientRouter>): boolean {
  if (error.cause?.name === 'AbortError') return false;
  const status = statusOf(error);
  return status === undefined || (status >= 500 && retryAfterSecondsOf(error) === undefined);
}
