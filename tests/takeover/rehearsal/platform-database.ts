import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import pg from 'pg';
import { urlOf } from '../../support/postgres.setup.ts';

/** A database server like that of a platform, with an empty database for the legacy product. */
export interface PlatformDatabase extends AsyncDisposable {
  /** As the administrator of the server. */
  adminUrl: string;
  /** As the product's role, which owns the database. */
  productUrl: string;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

export async function startPlatformDatabase(): Promise<PlatformDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-rehearsal-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const admin = new pg.Client({ connectionString: urlOf(postgres.ownerUrl, 'postgres') });
  await admin.connect();
  // The embedded server creates Linekeeper's database and role, which a platform doesn't have.
  for (const statement of [
    'DROP DATABASE linekeeper',
    'DROP ROLE linekeeper',
    `CREATE ROLE product LOGIN PASSWORD 'product'`,
    'CREATE DATABASE platform OWNER product',
  ])
    await admin.query(statement);
  await admin.end();
  const adminUrl = urlOf(postgres.ownerUrl, 'platform');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  return {
    adminUrl,
    productUrl: urlOf(adminUrl, 'platform', { name: 'product', password: 'product' }),
    sql: async (text, values) => (await client.query(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await client.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
