import { setTimeout as delay } from 'node:timers/promises';
import { type Database, hasNoTenants, openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { migrate } from '@linekeeper/postgres';
import { createLogger, explainStart, readEnv, startServer } from 'linekeeper';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { rowsOf } from '../support/rows-of.ts';
import { createPeople, createPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { throughPooler } from '../support/through-pooler.ts';

const STATEMENT_MS = 600;
const OURS = '+14155238886' as PhoneNumber;

let server: TestServer;
let url: string;
const mode = () => inject('pooler')?.mode ?? 'none';
const open = () =>
  openDatabase({ url, pooler: mode(), poolSize: 6, timeouts: { connectMs: 20_000, statementMs: STATEMENT_MS } });
beforeAll(async () => {
  server = await startTestServer({ DATABASE_STATEMENT_TIMEOUT_MS: String(STATEMENT_MS) });
  url = throughPooler(server.db.url);
});
afterAll(() => server[Symbol.asyncDispose]());

it('the server is connected through a pooler, and PostgreSQL limits every statement through it', async () => {
  const db = open();
  expect(await db.connection()).toEqual({ pooled: true, statementMs: STATEMENT_MS });
  await db.close();
});

it('PostgreSQL ends a statement that waits too long, so that no lock stays behind it', async () => {
  const { tenantId } = await createPerson(server.db);
  const owner = new pg.Client({ connectionString: server.db.ownerUrl });
  await owner.connect();
  await owner.query('BEGIN; LOCK TABLE linekeeper.lines');
  const db = open();
  await expect(rowsOf(db, tenantId).releaseInboundNumber()).rejects.toThrow();
  await delay(300);
  const waiting = await server.db.sql(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect(waiting).toEqual([]);
  await owner.query('ROLLBACK');
  await owner.end();
  await db.close();
});

it('processes that ran different statements before get the answers to their own', async () => {
  const people = await createPeople(server.db, 8);
  const replicas: Database[] = Array.from({ length: 4 }, open);
  // Each begins with another statement, so that counted names would mean different SQL in each.
  const rows = (i: number, j: number) => rowsOf(replicas[i % 4] as Database, people[j % 8]?.tenantId as never);
  await Promise.all(replicas.map((db, i) => (i % 2 ? hasNoTenants(db) : rows(i, i).inboundNumber())));
  // PgBouncer signs in to PostgreSQL with one connection after the other. The last of 24 would wait longer than a statement can take.
  for (const db of replicas) await Promise.all(Array.from({ length: 6 }, () => hasNoTenants(db)));
  await rows(0, 0).claimInboundNumber(OURS);
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => ({
        held: await rows(i, i).inboundNumber(),
        availability: await rows(i + round, i).availabilityOf(OURS),
        company: (await rows(i + 1, i).organization())?.id,
      })),
    );
    for (const [i, { held, availability, company }] of answers.entries()) {
      expect(held?.phoneNumber ?? null).toBe(i % 8 === 0 ? OURS : null);
      expect(availability).toBe(i % 8 === 0 ? 'YOURS' : 'PHONE_TAKEN');
      expect(company).toBe(people[i % 8]?.tenantId);
    }
  }
  for (const db of replicas) await db.close();
});

it('a transaction through the pooler is atomic, and a failed one leaves nothing behind', async () => {
  const db = open();
  const [one, other] = await createPeople(server.db, 2);
  const number = '+442079460018' as PhoneNumber;
  await rowsOf(db, one?.tenantId as never).claimInboundNumber(number);
  const change = { name: 'Changed', phoneNumber: number, setSettings: {}, removeSettings: [] };
  expect(await rowsOf(db, other?.tenantId as never).updateOrganization(change)).toMatchObject({
    ok: false,
  });
  expect(await server.db.sql(`SELECT FROM linekeeper.tenants WHERE name = 'Changed'`)).toEqual([]);
  await db.close();
});

it('migrations refuse the pooler and say where to go', async () => {
  const owner = new URL(server.db.url);
  await expect(migrate({ ownerUrl: throughPooler(owner.href) })).rejects.toThrow(
    /is a connection pooler. Set DATABASE_OWNER_URL to the address of PostgreSQL/,
  );
});

it("a server without the pooler setting doesn't start, and says what to set", async () => {
  const env = readEnv({
    PORT: String(await freePort()),
    DATABASE_URL: url,
    DATABASE_OWNER_URL: server.db.ownerUrl,
    LINEKEEPER_SECRET: TEST_SECRET,
  });
  const error = await startServer(env, createLogger({ level: 'silent' })).catch((thrown: unknown) => thrown);
  expect(explainStart(error, env)).toMatch(/Set DATABASE_POOLER to its mode: session or transaction/);
});
