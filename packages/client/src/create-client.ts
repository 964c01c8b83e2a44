import { createTRPCClient } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import type { LinekeeperClient } from './linekeeper-client.ts';
import { links } from './links.ts';

/**
 * A client for other services and scripts. Expected outcomes are returned, refusals too. Faults are thrown, and
 * {@link faultOf} says what each means. Every call takes a `signal` that aborts it.
 *
 * ```ts
 * const linekeeper = createClient({ url: 'https://linekeeper.example/trpc', token });
 * const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018', country: 'GB' });
 * if (!outcome.ok && isPhoneTaken(outcome.error)) …
 * ```
 */
export function createClient(options: ClientOptions): LinekeeperClient {
  return createTRPCClient<ClientRouter>({ links: links(options) });
}
