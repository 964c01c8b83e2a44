import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { migrate } from '@linekeeper/postgres';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

/** Where test databases are made: a PostgreSQL with a migrated template to clone. */
export interface TestPostgres {
  /** Connects as a role that can create databases. */
  adminUrl: string;
  /** The role that serves requests, which owns nothing. */
  serverRole: { name: string; password: string };
  template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** One PostgreSQL for all tests: the one at DATABASE_URL if it's set, else an embedded one in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, stop } = process.env.DATABASE_URL
    ? { adminUrl: process.env.DATABASE_URL, stop: async () => {} }
    : await embedded();
  const suffix = randomBytes(4).toString('hex');
  const template = `linekeeper_test_${suffix}`;
  const serverRole = { name: `linekeeper_test_${suffix}`, password: randomBytes(12).toString('hex') };

  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE ROLE ${serverRole.name} LOGIN PASSWORD '${serverRole.password}'`);
  await admin.query(`CREATE DATABASE ${template}`);
  await migrate({ ownerUrl: urlOf(adminUrl, template), url: urlOf(adminUrl, template, serverRole) });
  project.provide('postgres', { adminUrl, serverRole, template });

  return async () => {
    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [template],
    );
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    await admin.query(`DROP ROLE ${serverRole.name}`);
    await admin.end();
    await stop();
  };
}

async function embedded() {
  const dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-test-'));
  // These tests kill servers, not the machine: nothing is lost without fsync but time.
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '200' };
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  return {
    adminUrl: postgres.ownerUrl,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same server's address for another database, and role where one is given. */
export function urlOf(adminUrl: string, database: string, role?: { name: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
}
