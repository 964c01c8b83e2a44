import type { Database, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

const NUMBERS = ['+14155238886', '+442079460018'] as PhoneNumber[];

let test: TestDatabase;
let db: Database;
let tenantId: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open({ numberBudget: { changesPerDay: 0 } });
  const [person] = await createPeople(test, 1);
  tenantId = person?.tenantId as TenantId;
});
afterAll(() => test[Symbol.asyncDispose]());

const claim = (of: Parameters<typeof rowsOf>[0], i: number) =>
  rowsOf(of, tenantId).claimInboundNumber(NUMBERS[i % 2] as PhoneNumber);

it("one company's claims, releases, details, keys and invitations use one connection together", async () => {
  let most = 0;
  const timer = setInterval(() => {
    const { total, idle } = db.poolUse();
    most = Math.max(most, total - idle);
  });
  const rows = rowsOf(db, tenantId);
  await Promise.all(
    Array.from({ length: 90 }, (_, i) => {
      if (i % 5 === 0) return claim(db, i);
      if (i % 5 === 1) return rows.releaseInboundNumber();
      if (i % 5 === 2) return rows.apiKeys.create({ name: 'CRM', scopes: ['inboundNumber:read'] });
      if (i % 5 === 3) return rows.invitations.create({ email: `${i}@acme.example`, role: 'member' });
      return rows.updateOrganization({ phoneNumber: NUMBERS[i % 2], setSettings: {}, removeSettings: [] });
    }),
  );
  clearInterval(timer);
  expect(most).toBe(1);
});

it("a claim in the host's transaction doesn't wait for a claim that waits for that transaction", async () => {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  await client.query('BEGIN');
  const inside = db.within(client);
  expect(await claim(inside, 0)).toMatchObject({ ok: true });
  const waiting = claim(db, 1);
  expect(await claim(inside, 1)).toMatchObject({ ok: true });
  await client.query('COMMIT');
  expect(await waiting).toMatchObject({ ok: true });
  await client.end();
});

it('a change waits only so long for the earlier ones of its company, and the next one still waits for them', async () => {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM linekeeper.lines WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
  const settled = (call: Promise<unknown>) =>
    call.then(
      () => 'OK',
      (error: { code?: unknown }) => error.code,
    );
  // It waits for the lock for 2.5 s, so the second one doesn't wait for its end.
  const first = settled(rowsOf(db, tenantId).releaseInboundNumber());
  const second = settled(rowsOf(db, tenantId).releaseInboundNumber());
  expect(await second).toBe('SERVICE_UNAVAILABLE');
  const third = settled(rowsOf(db, tenantId).releaseInboundNumber());
  await client.query('COMMIT');
  expect([await first, await third]).toEqual(['OK', 'OK']);
  await client.end();
});
