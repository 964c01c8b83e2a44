import { faultOf } from '@linekeeper/client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openOrganizationDoor } from '../support/organization-door.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const [A, B] = ['+14155238886', '+442079460018'];
const LIMIT = 5;
const DAY = 24 * 3600;

let server: TestServer;
let person: TestPerson;
let other: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_CHANGES_PER_DAY: String(LIMIT) });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.db.sql('TRUNCATE linekeeper.lines, linekeeper.line_events');
  [person, other] = (await createPeople(server.db, 2)) as [TestPerson, TestPerson];
});

const phone = (of = person) => server.clientOf(of).phone;
const claim = (phoneNumber: string, of = person) =>
  phone(of)
    .setInboundNumber.mutate({ phoneNumber })
    .then((outcome) => (outcome.ok ? 'OK' : outcome.error.code), faultOf);
const claims = async () =>
  (
    await server.db.sql(`SELECT FROM linekeeper.line_events WHERE kind = 'CLAIMED' AND to_tenant_id = $1`, [
      person.tenantId,
    ])
  ).length;

it('a company can change between two numbers only so often in a day, and is told how long to wait', async () => {
  for (let i = 0; i < LIMIT; i += 1) expect(await claim(i % 2 === 0 ? A : B)).toBe('OK');
  const refused = await claim(B);
  expect(refused).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
  expect(retryAfterSeconds).toBeGreaterThan(DAY - 300);
  expect(retryAfterSeconds).toBeLessThanOrEqual(DAY);
  expect(await claims()).toBe(LIMIT);
  expect(await phone().getInboundNumber.query()).toMatchObject({ phoneNumber: A });

  // Nothing else is refused: claiming the number that it holds, a check, a release. Other companies aren't affected.
  expect(await claim(A)).toBe('OK');
  expect(await phone().checkAvailability.query({ phoneNumber: B })).toMatchObject({ ok: true });
  expect(await claim(B, other)).toBe('OK');
  expect(await phone().releaseInboundNumber.mutate({})).toEqual({ ok: true, data: { released: A } });
  expect(await claim(A)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });

  await server.db.sql(
    `UPDATE linekeeper.line_events SET at = at - interval '1 day'
     WHERE id = (SELECT min(id) FROM linekeeper.line_events WHERE kind = 'CLAIMED' AND to_tenant_id = $1)`,
    [person.tenantId],
  );
  expect(await claim(A)).toBe('OK');
  expect(await claim('+14155238887')).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

it('the REST endpoint has the same limit, and stores nothing else of a refused change', async () => {
  const door = await openOrganizationDoor(server.url);
  for (let i = 0; i < LIMIT; i += 1) {
    expect((await door.patch(person, { twilioConfig: { phoneNumber: i % 2 === 0 ? A : B } })).status).toBe(200);
  }
  const { status, headers } = await door.patch(person, { name: 'New', twilioConfig: { phoneNumber: B } });
  expect([status, Number(headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(DAY - 300);
  expect((await door.patch(person, { name: 'New', twilioConfig: { phoneNumber: A } })).status).toBe(200);
  expect(await claims()).toBe(LIMIT);
});

it('claims at the same moment have the same limit', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => claim(i % 2 === 0 ? A : B)));
  expect(answers).toContain('OK');
  expect(await claims()).toBeLessThanOrEqual(LIMIT);
});

it('requests to the REST endpoint at the same moment have the same limit, and none of them is a fault', async () => {
  const door = await openOrganizationDoor(server.url);
  const numbers = [A, B, '', '+14155238887'];
  for (const phoneNumber of [A, B, '+14155238887']) await door.patch(person, { twilioConfig: { phoneNumber } });
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => door.patch(person, { twilioConfig: { phoneNumber: numbers[i % 4] } })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  expect(await claims()).toBe(LIMIT);
});
