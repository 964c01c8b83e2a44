import { createClient } from '@linekeeper/client';
import { createKey } from '../support/test-keys.ts';
import { startTestServer } from '../support/test-server.ts';
import type { Door } from './door.ts';
import { callsOf } from './http-door.ts';

/** The platform's own service, which acts for any company with one key. */
export async function openAsDoor(): Promise<Door> {
  const server = await startTestServer();
  const { token } = await createKey(server.db, { tenantId: null, scopes: ['tenant:act'] });
  const client = createClient({ url: `${server.url}/trpc`, token });
  return {
    server,
    async as(person) {
      if (!person) throw new Error('The service names a company');
      return callsOf(client.as(person.tenantId));
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
