import { createTRPCClient } from '@trpc/client';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import type { LinekeeperClient } from './linekeeper-client.ts';
import { links } from './links.ts';

/** A client that can also act for each tenant that its key or person can act for. */
export interface PlatformClient extends LinekeeperClient {
  /** The same client, whose calls act for this tenant. A platform key needs the scope `tenant:act`. */
  as(tenantId: string): LinekeeperClient;
}

/**
 * A client for other services and scripts. Expected outcomes, including refusals, are returned. Faults are thrown;
 * {@link faultOf} explains them. Every call takes a `signal` that aborts it.
 *
 * ```ts
 * const linekeeper = createClient({ url: 'https://linekeeper.example/trpc', token });
 * const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018', country: 'GB' });
 * if (!outcome.ok && isPhoneTaken(outcome.error)) …
 * ```
 */
export function createClient(options: ClientOptions): PlatformClient {
  const client: LinekeeperClient = createTRPCClient<ClientRouter>({ links: links(options) });
  return new Proxy(client as PlatformClient, {
    get: (target, name, receiver) =>
      name === 'as' ? (tenant: string) => clientFor(tenant, options) : Reflect.get(target, name, receiver),
  });
}

/** Without an id, the calls would act for the caller's own company, and change the wrong number. */
function clientFor(tenant: string, options: ClientOptions): PlatformClient {
  if (!tenant) throw new TypeError('as() needs the id of a company');
  return createClient({ ...options, tenant });
}
