import { QueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ClientOptions } from '../client-options.ts';
import { links } from '../links.ts';
import { OUR_QUERIES, trpc, withoutNamespace } from './trpc.ts';

export interface LinekeeperProviderProps extends ClientOptions {
  /** Stores Linekeeper's answers. Default: a new query client. Each provider needs its own. Only the first value counts. */
  queryClient?: QueryClient;
  children: ReactNode;
}

/**
 * Gives the hooks below it their client. The application's own tRPC and query client work as before.
 *
 * A new `token` or `url` takes effect at once: calls in progress are cancelled, and answers for the previous token are
 * dropped. To renew a token without that, pass a function. If the function returns the token of another person or tenant,
 * give the provider another `key`. For all other options only the first value counts.
 */
export function LinekeeperProvider({ children, queryClient, ...options }: LinekeeperProviderProps) {
  const [queries] = useState(() => queryClient ?? new QueryClient());
  const latest = useRef(options);
  const { url, token } = options;
  const fixedToken = typeof token === 'function' ? ASKED_EACH_TIME : token;

  const connection = useMemo(() => {
    const ending = new AbortController();
    const read = (refused?: string) =>
      typeof latest.current.token === 'function' ? latest.current.token(refused) : undefined;
    const settings = { ...latest.current, url, token: fixedToken === ASKED_EACH_TIME ? read : fixedToken };
    const client = trpc.createClient({ links: [withoutNamespace, ...links({ ...settings, signal: ending.signal })] });
    return { client, end: () => ending.abort() };
  }, [url, fixedToken]);

  const former = useRef(connection);
  useEffect(() => {
    latest.current = options;
    if (former.current === connection) return;
    former.current.end();
    former.current = connection;
    void queries.resetQueries(OUR_QUERIES);
  });

  // Like a QueryClientProvider, fetch again when the window becomes visible or the browser is online again.
  useEffect(() => {
    queries.mount();
    return () => queries.unmount();
  }, [queries]);

  return (
    <trpc.Provider client={connection.client} queryClient={queries}>
      {children}
    </trpc.Provider>
  );
}

const ASKED_EACH_TIME = Symbol('The token comes from a function');
