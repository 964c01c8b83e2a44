import type { LinekeeperApi } from '@linekeeper/contract';
import type { TRPCLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { createContext } from 'react';
import type { ClientRouter, ProceduresOf, RouterOf } from '../client-router.ts';

/** How each of our query keys begins, so that none is a key of the application's own tRPC, if they share a query client. */
type Namespaced = RouterOf<{ linekeeper: ProceduresOf<LinekeeperApi> }>;

/** In a context of its own: the application's own tRPC stays what it is below our provider. */
export const trpc = createTRPCReact<Namespaced>({ context: createContext(null) });

/** All of our queries. */
export const OUR_QUERIES = { queryKey: [['linekeeper']] };

/** Takes the namespace off again: the server has none. */
export const withoutNamespace: TRPCLink<ClientRouter> = () => {
  return ({ op, next }) => next({ ...op, path: op.path.replace('linekeeper.', '') });
};

/**
 * Whatever the application's query client does with its own calls: retries are up to the links, and nothing waits for
 * the network to return. A claim that is made offline fails now; it isn't sent at some later time.
 */
export const CALL_OPTIONS = { retry: false, networkMode: 'always' } as const;
