import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Database, type DatabaseOptions, openDatabase } from '@linekeeper/core';
import pg from 'pg';
import { inject } from 'vitest';
import { urlOf } from './postgres.setup.ts';

/** A database of a test's own. */
export interface TestDatabase extends AsyncDisposable {
  /** As the role that serves requests. */
  url: string;
  ownerUrl: string;
  /** Runs SQL as the owner, behind the code's back. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** What the code works with. It is closed together with the database. */
  open(options?: Omit<DatabaseOptions, 'url'>): Database;
}

/** One with every migration. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('postgres').template);
}

/** One that nobody has migrated. */
export function createBareDatabase(): Promise<TestDatabase> {
  return createDatabase('template1');
}

const DISCONNECT_MS = 2_000;

/**
 * A pool's `end()` doesn't wait until PostgreSQL has closed its connections. If the database is dropped before, they get an error
 * that nobody listens for any more. Tests that leave connections open are not waited for any longer than this.
 */
async function untilDisconnected(admin: pg.Client, name: string): Promise<void> {
  for (const until = performance.now() + DISCONNECT_MS; performance.now() < until; await delay(10)) {
    const { rows } = await admin.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [name]);
    if (rows.length === 0) return;
  }
}

async function createDatabase(from: string): Promise<TestDatabase> {
  const { adminUrl, template, serverRole } = inject('postgres');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  const url = urlOf(adminUrl, name, serverRole);
  const ownerUrl = urlOf(adminUrl, name);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const opened: Database[] = [];
  return {
    url,
    ownerUrl,
    sql: async (text, values) => (await owner.query(text, values)).rows,
    open(options) {
      const database = openDatabase({ ...options, url });
      opened.push(database);
      return database;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((database) => database.close()));
      await owner.end();
      await untilDisconnected(admin, name);
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
