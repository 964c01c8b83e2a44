import { QueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ClientOptions } from '../client-options.ts';
import { links } from '../links.ts';
import { OUR_QUERIES, trpc, withoutNamespace } from './trpc.ts';

export interface LinekeeperProviderProps extends ClientOptions {
  /** Holds Linekeeper's answers; one of our own if absent. Each provider needs its own. Read once. */
  queryClient?: QueryClient;
  children: ReactNode;
}

/**
 * Gives the hooks below it their client, and leaves the application's own tRPC and query client alone.
 *
 * Another `token` or `url` takes effect at once: calls under way are cancelled, and what the former token's tenant was
 * told is dropped. To renew a token without that, pass a function. If its function starts to speak for another person
 * or tenant, give the provider another `key`. The other options are read once.
 */
export function LinekeeperProvider({ children, queryClient, ...options }: LinekeeperProviderProps) {
  const [queries] = useState(() => queryClient ?? new QueryClient());
  const latest = useRef(options);
  const { url, token } = options;
  const fixedToken = typeof token === 'function' ? ASKED_EACH_TIME : token;

  const connection = useMemo(() => {
    const ending = new AbortController();
    const read = () => (typeof latest.current.token === 'function' ? latest.current.token() : undefined);
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

  // What a QueryClientProvider does: ask again when the window is back in view, or the network is back.
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

const ASKED_EACH_TIME = Symbol('A function is asked for the token each time');
