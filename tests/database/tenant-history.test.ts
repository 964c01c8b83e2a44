import { EVENTS_PER_PAGE } from '@linekeeper/contract';
import {
  authorizePlatform,
  type Cause,
  type Database,
  deleteTenant,
  operatorHistory,
  type TenantId,
} from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { operatorOf, rowsOf } from '../support/rows-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createTwoTenants } from '../support/test-people.ts';

const LINE = '+14155238886' as PhoneNumber;
const OTHER = '+442079460018' as PhoneNumber;
let test: TestDatabase;
let db: Database;
let one: TenantId;
let two: TenantId;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [one, two] = await createTwoTenants(test);
});
const rows = (tenantId = one, cause?: Cause) => rowsOf(db, tenantId, cause);

it('the history shows the cause of each change to the operator, and less to the tenant', async () => {
  const actor = { type: 'PERSON', id: 'ada', name: 'Ada' } as const;
  await rows(one, { actor, requestId: 'request' }).claimInboundNumber(LINE);
  const event = { id: expect.stringMatching(/^\d+$/), phoneNumber: LINE, kind: 'CLAIMED' };
  expect(await rows().lineHistory()).toEqual({
    events: [
      {
        ...event,
        id: expect.stringMatching(/^[\w-]{22}$/),
        at: expect.any(String),
        change: 'GAINED',
        actor: { type: 'PERSON', name: 'Ada' },
      },
    ],
    nextCursor: null,
  });
  const to = { tenantId: one, name: `Company ${one}` };
  expect(await operatorHistory(operatorOf(db), { phoneNumber: LINE })).toEqual({
    events: [{ ...event, at: expect.any(Date), from: null, to, actor, reason: null, requestId: 'request' }],
    nextCursor: null,
  });
  expect(await operatorHistory(operatorOf(db), { tenantId: two })).toEqual({ events: [], nextCursor: null });
});

it("the history doesn't name deleted tenants", async () => {
  await rows().claimInboundNumber(LINE);
  const operator = await authorizePlatform(operatorOf(db, 'closed'), 'tenant:manage');
  expect(await deleteTenant(operator, one, { releaseNumber: true })).toBe('DELETED');
  const { events } = await operatorHistory(operatorOf(db), { tenantId: one });
  expect(events[0]).toMatchObject({ actor: { type: 'OPERATOR', id: null, name: 'operator' }, reason: 'closed' });
  expect(events.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual([
    { kind: 'TENANT_DELETED', from: { tenantId: one, name: null }, to: null },
    { kind: 'CLAIMED', from: null, to: { tenantId: one, name: null } },
  ]);
});

it('the history has pages, newest first, with both gains and losses', async () => {
  await test.sql(
    `INSERT INTO linekeeper.line_events (e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_name)
     SELECT $1, CASE WHEN n % 2 = 1 THEN 'CLAIMED' ELSE 'RELEASED' END, CASE WHEN n % 2 = 0 THEN $2 END,
       CASE WHEN n % 2 = 1 THEN $2 END, 'SYSTEM', n::text
     FROM generate_series(1, $3::int) AS n`,
    [LINE, one, EVENTS_PER_PAGE + 1],
  );
  await rows(two).claimInboundNumber(OTHER);
  const pages = [
    (cursor?: string) => rows().lineHistory(cursor),
    (cursor?: string) => operatorHistory(operatorOf(db), { tenantId: one }, cursor),
    (cursor?: string) => operatorHistory(operatorOf(db), { phoneNumber: LINE }, cursor),
  ];
  for (const page of pages) {
    const first = await page();
    const names = first.events.map(({ actor }) => Number(actor.name));
    expect(names).toEqual(Array.from({ length: EVENTS_PER_PAGE }, (_, i) => EVENTS_PER_PAGE + 1 - i));
    const last = await page(first.nextCursor ?? '');
    expect([last.events.map(({ actor }) => actor.name), last.nextCursor]).toEqual([['1'], null]);
  }
  for (const cursor of ['1', 'AAAAAAAAAAAAAAAAAAAAAA']) {
    await expect(rows().lineHistory(cursor)).rejects.toThrow('BAD_REQUEST');
  }
  const { events } = await rows().lineHistory();
  expect(events.slice(0, 2).map(({ change }) => change)).toEqual(['GAINED', 'LOST']);
});
