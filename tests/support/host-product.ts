import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createLinekeeper,
  type Identity,
  type Linekeeper,
  type LinekeeperOptions,
  toNodeHandler,
} from '@linekeeper/server';
import express from 'express';
import { createSessionTokenReader } from 'linekeeper';
import type { TestDatabase } from './test-database.ts';
import { TEST_SECRET } from './test-secret.ts';

/** Another product, with a sign-in of its own and with Linekeeper mounted in it. */
export interface HostProduct extends AsyncDisposable {
  url: string;
  linekeeper: Linekeeper;
}

/** An Express server that has Linekeeper at /linekeeper, behind `express.json()` as products have it. */
export async function startHostProduct(
  db: TestDatabase,
  options: Partial<LinekeeperOptions> = {},
  app: express.Express = express(),
): Promise<HostProduct> {
  const linekeeper = createLinekeeper({ database: db.url, authenticate: ownSignIn(db), ...options });
  app.use(express.json());
  app.use('/linekeeper', toNodeHandler(linekeeper));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    linekeeper,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await linekeeper.close();
    },
  };
}

/** Knows the people that tests create, as the product's own sign-in knows its users. */
export function ownSignIn({ sql }: Pick<TestDatabase, 'sql'>): LinekeeperOptions['authenticate'] {
  const readToken = createSessionTokenReader(TEST_SECRET, 'unused');
  return async ({ headers }) => {
    const token = readToken({ authorization: headers.get('authorization') ?? undefined });
    const [person] = await sql<{ tenant_id: string; name: string; country: string | null; role: Identity['role'] }>(
      `SELECT m.tenant_id, t.name, t.country, m.role FROM linekeeper.sessions s
       JOIN linekeeper.members m ON m.user_id = s.user_id JOIN linekeeper.tenants t ON t.id = m.tenant_id
       WHERE s.token = $1 AND s.expires_at > now()`,
      [token],
    );
    if (!person) return null;
    const { tenant_id: id, name, country, role } = person;
    return { tenant: { id, name, country }, role, actor: { id: 'user-1', name: 'Ada' } };
  };
}
