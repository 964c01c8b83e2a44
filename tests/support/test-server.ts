import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type LinekeeperClient } from '@linekeeper/client';
import { createLogger, readEnv, type StartServerOptions, startServer } from 'linekeeper';
import pino from 'pino';
import { inject } from 'vitest';
import { freePort } from './free-port.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import type { TestPerson } from './test-people.ts';
import { TEST_SECRET } from './test-secret.ts';
import { poolerVariables, throughPooler } from './through-pooler.ts';

/** The real server on a real socket, with a database of its own. */
export interface TestServer extends AsyncDisposable {
  url: string;
  /** Every route, as "METHOD /path". */
  routes: readonly string[];
  db: TestDatabase;
  /** A client of that person's; `retries: 0`, so that a test sees every answer. */
  clientOf(person: TestPerson): LinekeeperClient;
}

export interface TestServerOptions {
  /** The address at which the server reaches the database. Default: directly, or through the pooler that is tested. */
  reach?: (url: string) => Promise<string>;
  /** A sign-in of the test's own. */
  authenticate?: StartServerOptions['authenticate'];
}

export async function startTestServer(
  variables: Record<string, string> = {},
  { reach = async (url) => throughPooler(url), authenticate }: TestServerOptions = {},
): Promise<TestServer> {
  const db = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-server-'));
  const port = await freePort();
  const env = readEnv({
    PORT: String(port),
    DATABASE_URL: await reach(db.url),
    DATABASE_OWNER_URL: db.ownerUrl,
    LINEKEEPER_SECRET: TEST_SECRET,
    LINEKEEPER_DATA_DIR: dataDir,
    ...poolerVariables(),
    ...variables,
  });
  const log = pino.destination({ dest: join(inject('logDir'), `${port}.log`), append: true, sync: true });
  const server = await startServer(env, createLogger({ level: 'info', destination: log }), { authenticate });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    routes: server.routes,
    db,
    clientOf: ({ token }) => createClient({ url: `${url}/trpc`, token, retries: 0, timeoutMs: 20_000 }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await db[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
