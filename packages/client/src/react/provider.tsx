import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ClientOptions } from '../client-options.ts';
import { links } from '../links.ts';
import { trpc } from './trpc.ts';

export interface LinekeeperProviderProps extends ClientOptions {
  /** The application's own query client, where it has one. */
  queryClient?: QueryClient;
  children: ReactNode;
}

/** Gives the hooks below it their client. The options are read once. */
export function LinekeeperProvider({ children, queryClient, ...options }: LinekeeperProviderProps) {
  // The links retry already, and know which calls are safe to.
  const [queries] = useState(() => queryClient ?? new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  const [client] = useState(() => trpc.createClient({ links: links(options) }));
  return (
    <trpc.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
