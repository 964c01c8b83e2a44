import { setTimeout as delay } from 'node:timers/promises';
import { authorizePlatform, type Cause, type Database, deleteTenant, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { deadlockRetries } from '@linekeeper/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignLine, moveLines, releaseLines, takeLine } from '../../packages/core/src/line/line-writer.ts';
import { operatorOf, rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createPeople } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;
const THIRD = '+12025550123' as PhoneNumber;
const cause: Cause = { actor: { type: 'OPERATOR', id: null, name: 'operator' } };

let test: TestDatabase;
let db: Database;
let client: pg.Client;
let one: string;
let two: string;
let three: string;
const connect = async () => {
  const connected = new pg.Client({ connectionString: test.url });
  await connected.connect();
  return connected;
};
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
  client = await connect();
});
afterAll(async () => {
  await client.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [one, two, three] = (await createPeople(test, 3)).map(({ tenantId }): string => tenantId) as [string, string, string];
  await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [LINE, one]);
});

const waiting = (count: number) =>
  expect
    .poll(async () => {
      const rows = await test.sql(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBe(count);
const gone = (error: Error) => {
  if (error.name !== 'TenantGoneError') throw error;
};
const assign = (tenantId: string, phoneNumber: PhoneNumber) => assignLine(client, { tenantId, phoneNumber, cause });
const holders = async () => {
  const rows = await test.sql<{ e164: string; tenant_id: string }>('SELECT e164, tenant_id FROM linekeeper.lines');
  return Object.fromEntries(rows.map((row) => [row.e164, row.tenant_id]));
};
const history = () =>
  test.sql(
    'SELECT kind, e164, from_tenant_id AS before, to_tenant_id AS after FROM linekeeper.line_events ORDER BY id',
  );

it('the operator moves the lines that are free to the tenants that have none', async () => {
  const tenantIds = [one, two, three];
  expect(await moveLines(client, { tenantIds, phoneNumbers: [THIRD, LINE, OTHER], cause })).toEqual([three]);
  expect(await holders()).toEqual({ [LINE]: one, [OTHER]: three });
  expect(await history()).toEqual([{ kind: 'MOVED', e164: OTHER, before: null, after: three }]);
});

it('the operator assigns a line that another tenant holds', async () => {
  await assign(two, LINE);
  expect(await holders()).toEqual({ [LINE]: two });
  expect(await history()).toEqual([{ kind: 'ASSIGNED', e164: LINE, before: one, after: two }]);
});

it('the operator assigns a free line, and releases the one that the tenant held', async () => {
  await assign(two, THIRD);
  await assign(one, OTHER);
  expect(await holders()).toEqual({ [OTHER]: one, [THIRD]: two });
  expect(await history()).toEqual([
    { kind: 'ASSIGNED', e164: THIRD, before: null, after: two },
    { kind: 'RELEASED', e164: LINE, before: one, after: null },
    { kind: 'ASSIGNED', e164: OTHER, before: null, after: one },
  ]);
});

it('the operator changes nothing if the tenant already holds the line', async () => {
  await test.sql(`UPDATE linekeeper.lines SET claimed_at = '2020-01-01'`);
  await assign(one, LINE);
  const [row] = await test.sql<{ claimed_at: Date }>('SELECT claimed_at FROM linekeeper.lines');
  expect(row?.claimed_at.getUTCFullYear()).toBe(2020);
  expect(await history()).toEqual([]);
});

it('the operator takes a free line and releases the one that the tenant held, in the transaction of another store', async () => {
  const take = (tenantId: string, phoneNumber: PhoneNumber) => takeLine(client, { tenantId, phoneNumber, cause });
  expect(await take(two, LINE)).toBe(false);
  expect(await take(one, LINE)).toBe(true);
  expect(await history()).toEqual([]);
  expect(await take(one, OTHER)).toBe(true);
  expect(await holders()).toEqual({ [OTHER]: one });
  expect(await history()).toEqual([
    { kind: 'RELEASED', e164: LINE, before: one, after: null },
    { kind: 'CLAIMED', e164: OTHER, before: null, after: one },
  ]);
});

it('the operator releases only lines that the named tenants still hold', async () => {
  await assign(two, OTHER);
  await assign(three, THIRD);
  await test.sql('TRUNCATE linekeeper.line_events');
  const tenantIds = [one, three, two];
  expect(await releaseLines(client, { tenantIds, phoneNumbers: [OTHER, LINE, OTHER], cause })).toEqual([two]);
  expect(await holders()).toEqual({ [LINE]: one, [THIRD]: three });
  expect(await history()).toEqual([{ kind: 'RELEASED', e164: OTHER, before: two, after: null }]);
});

describe('the deletion of a tenant', () => {
  const remove = async (tenantId: string, releaseNumber: boolean) =>
    deleteTenant(await authorizePlatform(operatorOf(db), 'tenant:manage'), tenantId, { releaseNumber });
  const signedIn = async () => {
    const rows = await test.sql<{ id: string }>('SELECT user_id AS id FROM linekeeper.sessions');
    return [one, two, three].filter((id) => rows.some((row) => row.id === id));
  };

  it('releases its line only if the operator says so', async () => {
    expect(await remove(one, false)).toBe('HOLDS_NUMBER');
    expect(await holders()).toEqual({ [LINE]: one });
    expect(await signedIn()).toEqual([one, two, three]);
    expect(await remove(one, true)).toBe('DELETED');
    expect(await holders()).toEqual({});
    expect(await history()).toEqual([{ kind: 'TENANT_DELETED', e164: LINE, before: one, after: null }]);
    expect(await remove(one, true)).toBe('NOT_FOUND');
    expect(await history()).toHaveLength(1);
  });

  it('waits for its claims and changes, and they for it, without a deadlock', async () => {
    const before = deadlockRetries.count;
    for (let round = 0; round < 30; round++) {
      const id = `leaver-${round}` as TenantId;
      await test.sql('INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $1)', [id]);
      const rows = rowsOf(db, id);
      for (const number of [OTHER, THIRD]) await rows.claimInboundNumber(number);
      const [answer] = await Promise.all([
        remove(id, true),
        ...[OTHER, THIRD, `+1212555${2000 + round}` as PhoneNumber, `+1212555${3000 + round}` as PhoneNumber].map(
          (number) => rows.claimInboundNumber(number).catch(gone),
        ),
        rows.releaseInboundNumber().catch(gone),
        rows.updateOrganization({ name: 'x', setSettings: { a: true }, removeSettings: [] }).catch(gone),
      ]);
      expect(answer).toBe('DELETED');
    }
    expect(deadlockRetries.count).toBe(before);
    expect(await holders()).toEqual({ [LINE]: one });
  });

  it("doesn't deadlock with a claim after another claim moved the line", async () => {
    const before = deadlockRetries.count;
    const rows = rowsOf(db, one as TenantId);
    for (const number of [OTHER, THIRD]) await rows.claimInboundNumber(number);
    const others = [await connect(), await connect()] as const;
    const [company, taker] = others;
    await company.query('BEGIN');
    await company.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR NO KEY UPDATE', [one]);
    const removed = remove(one, true);
    await waiting(1);
    // The deletion's snapshot has the line THIRD. This claim replaces it, and the next one stops in the middle.
    expect(await rows.claimInboundNumber(OTHER)).toMatchObject({ ok: true });
    await taker.query('BEGIN');
    await taker.query('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [THIRD, two]);
    const claimed = rows.claimInboundNumber(THIRD);
    await waiting(2);
    await company.query('ROLLBACK');
    await delay(200);
    await taker.query('ROLLBACK');
    expect(await claimed).toMatchObject({ ok: true });
    expect(await removed).toBe('DELETED');
    expect(deadlockRetries.count).toBe(before);
    expect(await holders()).toEqual({});
    await Promise.all(others.map((other) => other.end()));
  });

  it('ends the sessions of its members, except those that act for another tenant', async () => {
    // The owner of the second tenant acts for it, and the owner of the third acts for the first.
    await test.sql(
      `INSERT INTO linekeeper.members (tenant_id, user_id, role)
       SELECT $1, id, 'member' FROM unnest(ARRAY[$2, $3]::text[]) AS users (id)`,
      [one, two, three],
    );
    await test.sql('UPDATE linekeeper.sessions SET active_tenant_id = $1 WHERE user_id = $2', [two, two]);
    await test.sql('UPDATE linekeeper.sessions SET active_tenant_id = $1 WHERE user_id = $2', [one, three]);
    expect(await remove(one, true)).toBe('DELETED');
    expect(await signedIn()).toEqual([two]);
    expect(await remove(three, true)).toBe('DELETED');
    expect(await signedIn()).toEqual([two]);
  });
});
