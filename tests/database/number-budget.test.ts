import { type Database, deleteOldRows, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const BEGINNING = '+44207946001';

let test: TestDatabase;
/** Three numbers an hour, five a day. */
let db: Database;
let byDefault: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open({ numberBudget: { perHour: 3, perDay: 5, key: 'k' } });
  byDefault = test.open();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  [one, two] = await createTwoTenants(test);
});

const number = (index: number) => `+1415523${8000 + index}` as PhoneNumber;
const spend = (phoneNumber: string, { keeping = 0, tenantId = one, of = db } = {}) =>
  rowsOf(of, tenantId).spendNumberBudget(phoneNumber as PhoneNumber, keeping);
/** Asks about this many new numbers, and returns the answer to each. */
const spendAll = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => number(from + i)).reduce<Promise<(number | null)[]>>(
    async (before, next) => [...(await before), await spend(next)],
    Promise.resolve([]),
  );
/** Moves the times of all earlier requests into the past. */
const age = (seconds: number, tenantId = one) =>
  test.sql(
    `UPDATE linekeeper.number_budgets
     SET asked_at = (SELECT array_agg(t - make_interval(secs => $2) ORDER BY n) FROM unnest(asked_at) WITH ORDINALITY AS a(t, n))
     WHERE tenant_id = $1`,
    [tenantId, seconds],
  );
const counted = async (tenantId = one) => {
  const [row] = await test.sql<{ count: number }>(
    'SELECT cardinality(asked_at) AS count FROM linekeeper.number_budgets WHERE tenant_id = $1',
    [tenantId],
  );
  return row?.count ?? 0;
};
function expectSeconds(answer: number | null, seconds: number): void {
  expect(answer).toBeGreaterThan(seconds - 30);
  expect(answer).toBeLessThanOrEqual(seconds);
}

it('the budget counts each number once, and each tenant for itself', async () => {
  expect(await spendAll(0, 3)).toEqual([null, null, null]);
  expect(await spend(number(0))).toBeNull();
  expectSeconds(await spend(number(3)), HOUR);
  expect(await counted()).toBe(3);
  expect(await spend(number(3), { tenantId: two })).toBeNull();
  expect(await spend(number(4), { tenantId: two, keeping: 1 })).toBeNull();
  await age(2 * HOUR);
  expect(await spend(number(0), { keeping: 3 })).toBeNull();
});

it('the budget allows a number again when the oldest of the hour is an hour old', async () => {
  await spendAll(0, 1);
  await age(600);
  await spendAll(1, 2);
  expectSeconds(await spend(number(3)), HOUR - 600);
  await age(HOUR - 590);
  expect(await spend(number(3))).toBeNull();
  expectSeconds(await spend(number(4)), 590);
});

it('the budget allows a number again when the oldest of the day is a day old, and deletes that one', async () => {
  await spendAll(0, 1);
  await age(HOUR);
  await spendAll(1, 1);
  await age(HOUR);
  await spendAll(2, 3);
  await age(HOUR + 1);
  expectSeconds(await spend(number(5)), DAY - 3 * HOUR);
  expect(await spend(number(0))).toBeNull();
  expect(await counted()).toBe(5);
  await age(DAY - 3 * HOUR);
  // The first number is more than a day old, so it counts again.
  expect(await spend(number(0))).toBeNull();
  expect(await counted()).toBe(5);
  expectSeconds(await spend(number(5)), HOUR);
});

it('the budget returns the longer of two waits', async () => {
  await spendAll(0, 2);
  await age(HOUR + 1);
  await spendAll(2, 3);
  expectSeconds(await spend(number(5)), DAY - HOUR);
});

it('the budget keeps the reserved part of the hour and of the day', async () => {
  expect(await spend(number(0), { keeping: 3 })).toBe(1);
  expect(await counted()).toBe(0);
  expect(await spend(number(0), { keeping: 2 })).toBeNull();
  expectSeconds(await spend(number(1), { keeping: 2 }), HOUR);
  expect(await spend(number(1), { keeping: 1 })).toBeNull();
  await age(HOUR + 1);
  await spendAll(2, 2);
  expectSeconds(await spend(number(4), { keeping: 1 }), DAY - HOUR);
  expect(await spend(number(4))).toBeNull();
});

it("the budget doesn't count the tenant's own line, but counts the line of another", async () => {
  await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [number(0), one]);
  expect(await spend(number(0), { keeping: 3 })).toBeNull();
  expect(await counted()).toBe(0);
  expect(await spend(number(1), { keeping: 3 })).toBe(1);
  expect(await spend(number(0), { tenantId: two, keeping: 3 })).toBe(1);
  expect(await spend(number(0))).toBeNull();
  expect(await counted()).toBe(0);
  await rowsOf(db, one).releaseInboundNumber();
});

it('the budget counts a number and its beginning once, within ten minutes and for one continuation', async () => {
  await spend(BEGINNING);
  await spendAll(0, 2);
  expect(await spend(`${BEGINNING}8`)).toBeNull();
  expect(await counted()).toBe(3);
  expectSeconds(await spend(`${BEGINNING}9`), HOUR);
  await age(601);
  expectSeconds(await spend(`${BEGINNING}89`), HOUR - 601);
  expect(await spend(`${BEGINNING}8`)).toBeNull();
  expect(await counted()).toBe(3);
});

it('the budget counts a number from the time when its beginning was asked about', async () => {
  await spend(BEGINNING);
  await age(300);
  await spend(`${BEGINNING}8`);
  await spendAll(0, 2);
  expectSeconds(await spend(number(2)), HOUR - 300);
});

it('of two beginnings, a number replaces the one that was asked about last', async () => {
  const shorter = BEGINNING.slice(0, -1);
  await spend(BEGINNING);
  await age(10);
  await spend(shorter);
  await spend(`${BEGINNING}8`);
  expect(await counted()).toBe(2);
  await spend(shorter);
  expect(await counted()).toBe(3);
});

it("the budget doesn't count what was asked about more than a day ago", async () => {
  await spendAll(0, 3);
  await age(HOUR + 1);
  await spendAll(3, 2);
  await age(DAY);
  expect(await spend(number(5))).toBeNull();
  expect(await counted()).toBe(1);
});

it('the budget of a day can be smaller than that of an hour', async () => {
  const small = test.open({ numberBudget: { perHour: 5, perDay: 1, key: 'k' } });
  expect(await spend(number(0), { of: small, keeping: 1 })).toBe(1);
  expect(await spend(number(0), { of: small })).toBeNull();
  expectSeconds(await spend(number(1), { of: small }), DAY);
});

it('concurrent calls about the last number of the budget are all allowed', async () => {
  await spendAll(0, 2);
  const other = new pg.Client({ connectionString: test.ownerUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT FROM linekeeper.number_budgets WHERE tenant_id = $1 FOR UPDATE', [one]);
  const answers = Promise.all([spend(number(2)), spend(number(2))]);
  await expect
    .poll(() =>
      test.sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`),
    )
    .toHaveLength(2);
  await other.query('COMMIT');
  await other.end();
  expect(await answers).toEqual([null, null]);
  expect(await counted()).toBe(3);
});

it('the budget accepts a beginning of at least seven digits that is shorter than the number', async () => {
  await spend('+1234567');
  await spend('+1234567890');
  expect(await spend('+123456789')).toBeNull();
  expect(await counted()).toBe(2);
  await spend('+123456', { tenantId: two });
  await spend('+1234567', { tenantId: two });
  expect(await counted(two)).toBe(2);
});

it('the budget allows 40 an hour and 120 a day by default, with its own key', async () => {
  const fill = (count: number) =>
    test.sql(
      `INSERT INTO linekeeper.number_budgets
       SELECT $1, array_agg(decode(lpad(n::text, 16, '0'), 'hex')), array_agg(now() - $3::interval) FROM generate_series(1, $2::int) AS n
       ON CONFLICT (tenant_id) DO UPDATE SET number_hashes = excluded.number_hashes, asked_at = excluded.asked_at`,
      [one, count, count > 40 ? '2 hours' : '1 minute'],
    );
  for (const limit of [40, 120]) {
    await fill(limit - 1);
    expect(await spend(number(0), { of: byDefault })).toBeNull();
    expect(await spend(number(1), { of: byDefault })).toBeGreaterThan(1);
  }
  await spend(number(0), { tenantId: two });
  await spend(number(0), { tenantId: two, of: byDefault });
  expect(await counted(two)).toBe(2);
});

it('the budget refuses a claim and a check beyond the budget, and changes nothing', async () => {
  const small = test.open({ numberBudget: { perHour: 6, perDay: 20, key: 'k' } });
  const rows = rowsOf(small, one);
  const refusal = { retryAfterSeconds: expect.any(Number) };
  expect(await rows.availabilityOf(number(0))).toBe('AVAILABLE');
  await expect(rows.availabilityOf(number(1))).rejects.toMatchObject(refusal);
  for (let index = 1; index < 6; index++) await spend(number(index), { of: small });
  await expect(rows.claimInboundNumber(number(6))).rejects.toMatchObject(refusal);
  expect(await rows.inboundNumber()).toBeNull();
  expect(await rows.claimInboundNumber(number(0))).toMatchObject({ ok: true });
  await rows.releaseInboundNumber();
});

it("the budget deletes the rows of tenants that haven't asked for a day", async () => {
  await spendAll(0, 1);
  await age(DAY + 1);
  await spend(number(0), { tenantId: two });
  await age(DAY + 1, two);
  await test.sql(
    'UPDATE linekeeper.number_budgets SET number_hashes = number_hashes || $2::bytea, asked_at = asked_at || now() WHERE tenant_id = $1',
    [two, Buffer.from('x')],
  );
  await deleteOldRows(db);
  expect([await counted(), await counted(two)]).toEqual([0, 2]);
});
