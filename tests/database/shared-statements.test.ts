import { randomUUID } from 'node:crypto';
import type { Database, TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { findCallRoute } from '../../packages/core/src/call/call-route.ts';
import { type NewCall, recordCall } from '../../packages/core/src/call/call-writer.ts';
import { claimLine } from '../../packages/core/src/line/claim-line.ts';
import { rowsOf } from '../support/rows-of.ts';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

// Questions of several companies that arrive together share a statement. None of them must notice the others.

const COMPANIES = 24;
let test: TestDatabase;
let db: Database;
let ids: TenantId[];
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.open({ numberBudget: { perHour: 8, perDay: 8 } });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await test.sql('DELETE FROM linekeeper.lines');
  ids = Array.from({ length: COMPANIES }, () => randomUUID() as TenantId);
  await test.sql("INSERT INTO linekeeper.tenants (id, name) SELECT id, 'Company' FROM unnest($1::text[]) AS id", [ids]);
});

let last = 0;
const newNumber = () => `+1415523${String(1000 + last++)}` as PhoneNumber;
const numbers = () => ids.map(newNumber);
const rows = (index: number, of: Pick<Database, keyof Database> = db) => rowsOf(of, ids[index] as TenantId);
const claimAll = (wanted: readonly PhoneNumber[]) =>
  Promise.all(wanted.map((number, index) => rows(index).claimInboundNumber(number)));
const held = async () => {
  const lines = await test.sql<{ tenant_id: TenantId; e164: PhoneNumber }>(
    'SELECT tenant_id, e164 FROM linekeeper.lines',
  );
  return new Map(lines.map(({ tenant_id, e164 }) => [tenant_id, e164]));
};

it('each company gets the number that it claimed, with its own event', async () => {
  const wanted = numbers();
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  await claimAll(wanted);
  expect(sent).toHaveBeenCalledOnce();
  sent.mockRestore();
  expect(await held()).toEqual(new Map(ids.map((id, index) => [id, wanted[index]])));
  const events = await test.sql(
    'SELECT e164, to_tenant_id FROM linekeeper.line_events WHERE to_tenant_id = ANY($1) ORDER BY e164',
    [ids],
  );
  expect(events).toEqual(ids.map((id, index) => ({ e164: wanted[index], to_tenant_id: id })));
});

it('each claim has its own reason in the history, or none', async () => {
  const reasons = ids.map((_id, index) => (index % 2 === 0 ? `reason ${index}` : null));
  const claims = numbers().map((phoneNumber, index) => ({
    tenantId: ids[index] as TenantId,
    phoneNumber,
    cause: { ...TEST_CAUSE, reason: reasons[index] ?? null },
  }));
  await Promise.all(claims.map((claim) => claimLine(db, claim)));
  const events = await test.sql(
    'SELECT reason FROM linekeeper.line_events WHERE to_tenant_id = ANY($1) ORDER BY e164',
    [ids],
  );
  expect(events).toEqual(reasons.map((reason) => ({ reason })));
});

it('each company keeps its own place in the history if all change their numbers at once', async () => {
  const first = numbers();
  await claimAll(first);
  const second = numbers();
  await claimAll(second);
  for (const [index] of ids.entries()) {
    const { events } = await rows(index).lineHistory();
    expect(events.map(({ phoneNumber, change }) => [phoneNumber, change])).toEqual([
      [second[index], 'GAINED'],
      [first[index], 'LOST'],
      [first[index], 'GAINED'],
    ]);
  }
});

it('each company hears about its own question', async () => {
  const [own, taken, free] = [newNumber(), newNumber(), newNumber()];
  await rows(0).claimInboundNumber(own);
  await rows(1).claimInboundNumber(taken);
  const asked = [own, taken, free, own, taken, free];
  const companies = [0, 0, 2, 3, 1, 4];
  const answers = await Promise.all(
    asked.map((number, index) => rows(companies[index] as number).availabilityOf(number)),
  );
  expect(answers).toEqual(['YOURS', 'PHONE_TAKEN', 'AVAILABLE', 'PHONE_TAKEN', 'YOURS', 'AVAILABLE']);
});

it('a company that has used up its budget does not keep others from claiming', async () => {
  for (let index = 0; index < 8; index++) await rows(0).claimInboundNumber(newNumber());
  const wanted = numbers();
  const answers = await Promise.allSettled(wanted.map((number, index) => rows(index).claimInboundNumber(number)));
  expect(answers[0]).toMatchObject({ status: 'rejected', reason: { code: 'TOO_MANY_REQUESTS' } });
  expect(answers.slice(1).every((answer) => answer.status === 'fulfilled' && answer.value.ok)).toBe(true);
  expect([...(await held()).values()]).toEqual(expect.arrayContaining(wanted.slice(1)));
  expect((await held()).get(ids[0] as TenantId)).not.toBe(wanted[0]);
});

it('each company counts only its own questions', async () => {
  await claimAll(numbers());
  await Promise.all(ids.map((_id, index) => rows(index).availabilityOf(newNumber())));
  const counts = await test.sql(
    'SELECT DISTINCT cardinality(number_hashes) AS count FROM linekeeper.number_budgets WHERE tenant_id = ANY($1)',
    [ids],
  );
  expect(counts).toEqual([{ count: 2 }]);
});

it("each company's number replaces only the beginning that it typed itself", async () => {
  const typed = numbers();
  for (const length of [11, 12]) {
    await Promise.all(typed.map((number, index) => rows(index).availabilityOf(number.slice(0, length) as PhoneNumber)));
  }
  const counts = await test.sql(
    'SELECT DISTINCT cardinality(number_hashes) AS count FROM linekeeper.number_budgets WHERE tenant_id = ANY($1)',
    [ids],
  );
  expect(counts).toEqual([{ count: 1 }]);
});

it('of all companies that claim one number at once, one gets it', async () => {
  const number = newNumber();
  const answers = await claimAll(ids.map(() => number));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect([...(await held()).values()]).toEqual([number]);
});

it('a company that was deleted is refused, and the others get their numbers', async () => {
  await test.sql('DELETE FROM linekeeper.tenants WHERE id = $1', [ids[3]]);
  const wanted = numbers();
  const answers = await Promise.allSettled(wanted.map((number, index) => rows(index).claimInboundNumber(number)));
  expect(answers[3]).toMatchObject({ status: 'rejected', reason: { name: 'TenantGoneError' } });
  expect((await held()).size).toBe(COMPANIES - 1);
});

it("a lock on one company's row delays only that company", async () => {
  await claimAll(numbers());
  const locker = new pg.Client({ connectionString: test.ownerUrl });
  await locker.connect();
  try {
    await locker.query('BEGIN');
    await locker.query('SELECT FROM linekeeper.number_budgets WHERE tenant_id = $1 FOR UPDATE', [ids[5]]);
    const wanted = numbers();
    const done: number[] = [];
    const claims = wanted.map(async (number, index) => {
      const answer = await rows(index).claimInboundNumber(number);
      done.push(index);
      return answer;
    });
    await Promise.all(claims.filter((_claim, index) => index !== 5));
    expect(done).not.toContain(5);
    await locker.query('ROLLBACK');
    expect((await claims[5])?.ok).toBe(true);
    expect((await held()).get(ids[5] as TenantId)).toBe(wanted[5]);
  } finally {
    await locker.end();
  }
});

it('each inbound call is recorded for the company that holds its line', async () => {
  const lines = numbers();
  await claimAll(lines);
  const answerBy = Date.now() / 1_000 + 60;
  const decision = { outcome: 'GREETED', reason: null, target: null, takesPlace: false } as const;
  const calls = lines.map(
    (line, index): NewCall => ({
      ...{ callSid: `CA${randomUUID().replaceAll('-', '')}`, line, tenantId: ids[index] as TenantId },
      decision: { ...decision, twiml: `<Response>${index}</Response>` },
      ...{ forwardsAtOnce: 1, answerMs: 1, simulated: false, ofPlatform: false, answerBy, correctableBy: randomUUID() },
    }),
  );
  // The second isn't its line's holder any more, the third is too late, and the fifth is a copy of the fourth.
  const [, second, third, fourth] = calls as [NewCall, NewCall, NewCall, NewCall];
  second.tenantId = ids[20] as TenantId;
  third.answerBy = 1;
  const answers = await Promise.all([...calls, fourth].map((call) => recordCall(db, call)));
  const expected = calls.map(({ decision }, index) => (index === 1 || index === 2 ? null : decision.twiml));
  const twimls = answers.map((answer) => answer?.twiml ?? null);
  // Either of the two can be the first.
  expect(new Set([twimls[3], twimls.at(-1)])).toEqual(new Set([expected[3], null]));
  expect(twimls.slice(0, -1).toSpliced(3, 1)).toEqual(expected.toSpliced(3, 1));
  const routes = await Promise.all(calls.map(({ line, callSid }) => findCallRoute(db, line, callSid)));
  expect(routes.map((route) => [route?.tenantId, route?.earlier?.twiml ?? null])).toEqual(
    expected.map((twiml, index) => [ids[index], twiml]),
  );
});
