import type { LinekeeperApi } from '@linekeeper/contract';
import type { TRPCLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { createContext } from 'react';
import type { ClientRouter, ProceduresOf, RouterOf } from '../client-router.ts';

/** The prefix of our query keys, so that they differ from the application's own keys in a shared query client. */
type Namespaced = RouterOf<{ linekeeper: ProceduresOf<LinekeeperApi> }>;

/** What a hook outside of our provider gets. Each reads the client. tRPC's own error would name a provider that isn't ours. */
const NO_PROVIDER = Object.defineProperties({}, { client: { get: refuse } });
function refuse(): never {
  throw new Error('Wrap your component in <LinekeeperProvider>: the hooks of @linekeeper/client/react need it');
}

/** Has a React context of its own, so that the application's own tRPC works below our provider. */
export const trpc = createTRPCReact<Namespaced>({ context: createContext(NO_PROVIDER) });

/** All of our queries. */
export const OUR_QUERIES = { queryKey: [['linekeeper']] };

/** Removes the namespace, which the server doesn't have. */
export const withoutNamespace: TRPCLink<ClientRouter> = () => {
  return ({ op, next }) => next({ ...op, path: op.path.replace('linekeeper.', '') });
};

/**
 * These override the defaults of the application's query client. The links retry, and no call waits until the browser is
 * online. A claim that is made offline fails at once, and isn't sent later.
 */
export const CALL_OPTIONS = { retry: false, networkMode: 'always' } as const;

/** How often live data is fetched again, in milliseconds. */
export const POLL_MS = 4_000;
