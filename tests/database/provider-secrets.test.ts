import { randomBytes } from 'node:crypto';
import {
  createKeyRing,
  type Database,
  type EncryptionKey,
  encryptSecrets,
  openDatabase,
  type TenantId,
  unsealSettings,
} from '@linekeeper/core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { operatorOf, rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

/** `pnpm test:calls` takes 10,000. */
const TENANTS = process.env.TEST_LONG ? 10_000 : 1_200;
const CANARY = 'canary-of-the-tests-4f7a';

const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32) });
const old = key('old');
const current = key('new');

let test: TestDatabase;
let tenants: TenantId[];
beforeAll(async () => {
  test = await createTestDatabase();
  tenants = (await createPeople(test, TENANTS)).map(({ tenantId }) => tenantId);
});
afterAll(() => test[Symbol.asyncDispose]());

let opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.map((db) => db.close()));
  opened = [];
});
const use = (...encryptionKeys: EncryptionKey[]) => {
  const db = openDatabase({ url: test.url, poolSize: 4, encryptionKeys });
  opened.push(db);
  return db;
};
/** A company's settings as a server with these keys reads them. */
async function settingsOf(db: Database, tenantId: TenantId, ...keys: EncryptionKey[]) {
  const found = await rowsOf(db, tenantId).organization();
  return unsealSettings(createKeyRing(keys), tenantId, found?.twilioConfig ?? {});
}
const secretOf = (i: number) => `${CANARY}-${i}`;

/** Every row of our tables that contains a text. */
async function rowsWith(text: string): Promise<string[]> {
  const tables = await test.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'linekeeper'::regnamespace AND relkind = 'r'`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await test.sql(`SELECT FROM linekeeper."${name}" AS t WHERE t::text LIKE '%' || $1 || '%'`, [text]);
      return rows.length > 0 ? [name] : [];
    }),
  );
  expect(tables.length).toBeGreaterThan(10);
  return found.flat();
}

it(`the keys of ${TENANTS} companies are rotated while servers read and write, and nothing stays in clear`, async () => {
  // In plain text, as an older release stored them.
  await test.sql(
    `UPDATE linekeeper.tenants t SET twilio_config = jsonb_build_object('accountSid', 'AC1', 'authToken', $2::text || '-' || n, 'big', 1e300)
     FROM unnest($1::text[]) WITH ORDINALITY AS g (id, n) WHERE t.id = g.id`,
    [tenants, CANARY],
  );
  expect(await rowsWith(CANARY)).toEqual(['tenants']);
  const before = use(old);
  const first = await encryptSecrets(operatorOf(before));
  expect(first).toEqual({ encrypted: TENANTS * 2, rotated: 0, unreadable: 0, busy: 0 });
  expect(await rowsWith(CANARY)).toEqual([]);

  // Servers know the new key before it is used; one still encrypts with the old key.
  const server = use(old, current);
  const writer = use(current, old);
  let stopped = false;
  let reads = 0;
  const wrong: string[] = [];
  const read = async () => {
    while (!stopped) {
      const i = Math.floor(Math.random() * TENANTS);
      const found = await settingsOf(server, tenants[i] as TenantId, old, current);
      reads++;
      if (!String(found.authToken).startsWith(secretOf(i + 1))) wrong.push(String(i));
    }
  };
  const changed = new Set<number>();
  const write = async (db: typeof server) => {
    while (!stopped) {
      const i = Math.floor(Math.random() * TENANTS);
      const setSettings = { authToken: `${secretOf(i + 1)}-changed` };
      await rowsOf(db, tenants[i] as TenantId).updateOrganization({ setSettings, removeSettings: [] });
      changed.add(i);
    }
  };
  const load = [read(), read(), write(server), write(writer)];
  const began = performance.now();
  const rotated = await encryptSecrets(operatorOf(writer));
  const ms = performance.now() - began;
  stopped = true;
  await Promise.all(load);
  console.info(`${TENANTS} companies rotated in ${ms.toFixed(0)} ms, with ${reads} reads and ${changed.size} changes`);
  expect([wrong, rotated.unreadable]).toEqual([[], 0]);
  expect(reads).toBeGreaterThan(20);
  // What the old server wrote meanwhile.
  await encryptSecrets(operatorOf(writer));
  const only = use(current);
  for (let i = 0; i < TENANTS; i += Math.ceil(TENANTS / 300)) {
    const found = await settingsOf(only, tenants[i] as TenantId, current);
    const expected = changed.has(i) ? `${secretOf(i + 1)}-changed` : secretOf(i + 1);
    expect(found).toEqual({ accountSid: 'AC1', authToken: expected, big: 1e300 });
  }
  expect(await rowsWith('v1.old.')).toEqual([]);
  expect(await rowsWith(CANARY)).toEqual([]);
});

it('a secret that was moved to another company, or whose key is not given, stays as it is and is counted', async () => {
  const third = key('third');
  const db = use(third, current);
  const [a, b] = tenants as [TenantId, TenantId];
  await test.sql(
    `UPDATE linekeeper.tenants SET twilio_config = (SELECT twilio_config FROM linekeeper.tenants WHERE id = $2) WHERE id = $1`,
    [a, b],
  );
  await test.sql('DELETE FROM linekeeper.tenants WHERE id <> ALL($1)', [[a, b]]);
  expect(await encryptSecrets(operatorOf(db))).toEqual({ encrypted: 0, rotated: 2, unreadable: 2, busy: 0 });
  const moved = await settingsOf(db, a, third, current);
  expect(moved.authToken).toBe('••••••••');
});
