import type { AppRouter } from '@linekeeper/core';
import { createTRPCClient, type TRPCClient } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import { links } from './links.ts';

export type LinekeeperClient = TRPCClient<AppRouter>;

/**
 * A client for other services and scripts. Expected 'no's come back as outcomes; faults are thrown as
 * `TRPCClientError`, for which {@link faultOf} has a sentence. Every call takes a `signal` to abort it.
 *
 * ```ts
 * const linekeeper = createClient({ url: 'https://linekeeper.example/trpc', token });
 * const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018', country: 'GB' });
 * if (!outcome.ok && isPhoneTaken(outcome.error)) …
 * ```
 */
export function createClient(options: ClientOptions): LinekeeperClient {
  return createTRPCClient<AppRouter>({ links: links(options) });
}
