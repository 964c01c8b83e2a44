import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { migrate } from '@linekeeper/postgres';
import pg from 'pg';

/** A PostgreSQL in which the owner can create databases. */
export interface DatabaseServer {
  url: string;
  ownerUrl: string;
  /** The postmaster; null if it isn't ours. */
  postgresPid: number | null;
  stop(): Promise<void>;
}

/** The one at DATABASE_URL, or an embedded one with PostgreSQL's default settings. */
export async function openDatabaseServer(
  given: { url: string; ownerUrl: string } | null,
  dataDir: string,
): Promise<DatabaseServer> {
  if (given) return { ...given, postgresPid: null, stop: async () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir });
  // Its first line is the postmaster's process id.
  const pidFile = await readFile(join(dataDir, 'postgresql/data/postmaster.pid'), 'utf8');
  const postgresPid = Number.parseInt(pidFile, 10);
  return { ...postgres, postgresPid, stop: () => postgres.stop() };
}

export interface BenchDatabase {
  url: string;
  ownerUrl: string;
  owner: pg.Client;
  /** Drops it. */
  close: () => Promise<void>;
}

/** A new database with all migrations, on the same PostgreSQL as the other contestant's. */
export async function createBenchDatabase(server: DatabaseServer, name: string): Promise<BenchDatabase> {
  const admin = await connect(server.ownerUrl);
  try {
    await admin.query(`CREATE DATABASE ${name}`);
  } catch (cause) {
    throw new Error('The benchmark creates databases. Set DATABASE_OWNER_URL to a role with CREATEDB', {
      cause,
    });
  } finally {
    await admin.end();
  }
  const ownerUrl = onDatabase(server.ownerUrl, name);
  const url = onDatabase(server.url, name);
  await migrate({ ownerUrl, url });
  const owner = await connect(ownerUrl);
  return {
    url,
    ownerUrl,
    owner,
    async close() {
      await owner.end();
      const last = await connect(server.ownerUrl);
      await last.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await last.end();
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'linekeeper bench' });
  // If the server stops, the next query fails. An unhandled event would end the process before it has cleaned up.
  client.on('error', () => {});
  await client.connect();
  return client;
}

function onDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
