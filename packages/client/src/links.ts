import { MAX_BATCH_SIZE, TENANT_HEADER } from '@linekeeper/contract';
import { httpBatchLink, retryLink, type TRPCClientError, type TRPCLink } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import { refuseForeignAnswer } from './http-error.ts';
import { retryAfterSecondsOf, statusOf } from './thrown.ts';

/** The longest wait, in seconds, after which a query is retried. A longer wait is shown to the person. */
const LONGEST_WAIT = 3;

export interface LinkOptions extends ClientOptions {
  /** Aborts every call of this client, even those in progress. */
  signal?: AbortSignal | undefined;
}

/** The tRPC links: queries are retried, requests have a timeout, and URLs never contain inputs. */
export function links(options: LinkOptions): TRPCLink<ClientRouter>[] {
  const { url, token, tenant, timeoutMs = 5_000, retries = 2, fetch = globalThis.fetch, signal: ended } = options;
  let sent: string | undefined;
  let refused: string | undefined;
  return [
    retryQueries(retries),
    repeatOnceIf((error) => {
      if (typeof token !== 'function' || statusOf(error) !== 401) return false;
      refused = sent;
      return true;
    }),
    httpBatchLink<ClientRouter>({
      url,
      maxItems: MAX_BATCH_SIZE,
      // A query's input in the URL would put phone numbers into access logs.
      methodOverride: 'POST',
      headers: async () => {
        const bearer = typeof token === 'function' ? await token(refused) : token;
        sent = bearer;
        refused = undefined;
        return { ...(bearer && { authorization: `Bearer ${bearer}` }), ...(tenant && { [TENANT_HEADER]: tenant }) };
      },
      fetch: async (input, init) => {
        const signals = [init?.signal, ended, AbortSignal.timeout(timeoutMs)].filter((signal) => signal != null);
        const signal = AbortSignal.any(signals);
        return refuseForeignAnswer(await fetch(input as string, { ...(init as RequestInit), signal }), url);
      },
    }),
  ];
}

/**
 * Retries after a moment, or when the server says. Each call has its own link, because the link's function for the delay
 * doesn't get the error.
 */
function retryQueries(retries: number): TRPCLink<ClientRouter> {
  return (runtime) => (call) => {
    let wait = 0;
    const link = retryLink<ClientRouter>({
      retry({ op, error, attempts }) {
        wait = retryAfterSecondsOf(error) ?? 0;
        return op.type === 'query' && attempts <= retries && canPass(error);
      },
      retryDelayMs: (attempt) => wait * 1_000 + Math.random() * 100 * 2 ** attempt,
    });
    return link(runtime)(call);
  };
}

/** A refused call has changed nothing, so mutations are repeated too. */
function repeatOnceIf(isCurable: (error: TRPCClientError<ClientRouter>) => boolean): TRPCLink<ClientRouter> {
  return retryLink<ClientRouter>({ retry: ({ error, attempts }) => attempts === 1 && isCurable(error) });
}

/**
 * Whether a retry can succeed: there was no answer, or the server had a fault or is busy. A call isn't retried if the server
 * names a wait that is too long for a person, or if the caller has cancelled it.
 */
function canPass(error: TRPCClientError<ClientRouter>): boolean {
  if (error.cause?.name === 'AbortError') return false;
  const status = statusOf(error);
  return status === undefined || (status >= 500 && (retryAfterSecondsOf(error) ?? 0) <= LONGEST_WAIT);
}
