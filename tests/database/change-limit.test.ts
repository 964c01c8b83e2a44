import type { Database, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const HOUR = 3600;

let test: TestDatabase;
/** Nine numbers an hour, two changes a day. */
let limited: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  limited = test.open({ numberBudget: { perHour: 9, perDay: 20, changesPerDay: 2, key: 'k' } });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines');
  [one, two] = await createTwoTenants(test);
});

const number = (index: number) => `+1415523${8000 + index}` as PhoneNumber;
const rows = (of = limited) => rowsOf(of, one);
const claim = (index: number) => rows().claimInboundNumber(number(index));
const spend = (index: number, { keeping = 0, of = limited } = {}) => rows(of).spendNumberBudget(number(index), keeping);
const counted = async () => {
  const [row] = await test.sql<{ count: number }>(
    'SELECT cardinality(asked_at) AS count FROM linekeeper.number_budgets WHERE tenant_id = $1',
    [one],
  );
  return row?.count;
};
function expectSeconds(answer: number | null, seconds: number): void {
  expect(answer).toBeGreaterThan(seconds - 30);
  expect(answer).toBeLessThanOrEqual(seconds);
}

/** Adds an event to the history of a tenant, which gained a line then. */
const gained = (hoursAgo: number, { kind = 'CLAIMED', tenantId = one } = {}) =>
  test.sql(
    `INSERT INTO linekeeper.line_events (e164, kind, to_tenant_id, actor_type, actor_name, at)
     VALUES ('+12025550123', $1, $2, 'SYSTEM', '', now() - make_interval(hours => $3))`,
    [kind, tenantId, hoursAgo],
  );

it('the limit on changes counts the claims of one tenant in a day, and nothing that others did', async () => {
  await gained(1, { tenantId: two });
  await gained(1, { tenantId: two });
  await gained(30);
  await gained(20);
  await gained(1, { kind: 'ASSIGNED' });
  await gained(1, { kind: 'MOVED' });
  expect(await spend(0)).toBeNull();
  await gained(2);
  expectSeconds(await spend(1), 4 * HOUR);
  // Only the newest claims count, however many there were before.
  await gained(1);
  expectSeconds(await spend(1), 22 * HOUR);
});

it("the limit on changes doesn't apply to checks, the tenant's own number, or a budget without the limit", async () => {
  await test.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [number(0), one]);
  await gained(2);
  await gained(1);
  expect(await spend(1, { keeping: 1 })).toBeNull();
  expect(await spend(0)).toBeNull();
  const unlimited = test.open({ numberBudget: { changesPerDay: 0, key: 'k' } });
  expect(await spend(1, { of: unlimited })).toBeNull();
});

it('a claim beyond the limit on changes counts no number and changes nothing', async () => {
  await claim(0);
  await claim(1);
  const before = await counted();
  const refusal = { retryAfterSeconds: expect.any(Number) };
  await expect(claim(2)).rejects.toMatchObject(refusal);
  // A number that was counted before is refused too.
  await expect(claim(0)).rejects.toMatchObject(refusal);
  expect(await counted()).toBe(before);
  expect(await rows().inboundNumber()).toMatchObject({ phoneNumber: number(1) });
  expect(await claim(1)).toMatchObject({ ok: true });
});

it("the limit also applies to a claim among other changes, except for the tenant's own number or if no limit is set", async () => {
  const change = (index: number, changesPerDay = 2) =>
    rows().updateOrganization({
      phoneNumber: number(index),
      setSettings: { label: 'a' },
      removeSettings: [],
      changesPerDay,
    });
  expect(await change(0)).toMatchObject({ ok: true });
  expect(await change(1)).toMatchObject({ ok: true });
  expect(await change(2)).toEqual({ ok: false, error: 'TOO_MANY_CHANGES' });
  expect(await rows().inboundNumber()).toMatchObject({ phoneNumber: number(1) });
  expect(await change(1)).toMatchObject({ ok: true });
  expect(await change(2, 0)).toMatchObject({ ok: true });
});

it('the limit on changes is not part of the wait after a refused check', async () => {
  await gained(1);
  await gained(1);
  for (let index = 0; index < 8; index++) await spend(index, { keeping: 1 });
  expectSeconds(await spend(8, { keeping: 1 }), HOUR);
  expectSeconds(await spend(8), 23 * HOUR);
});
