import { createClient } from '@linekeeper/client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.db.sql('DELETE FROM linekeeper.lines');
  person = await createPerson(server.db);
});

const number = (i: number) => `+1415523${String(1000 + i)}`;
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => number(from + i));
const procedure = { check: 'phone.checkAvailability', claim: 'phone.setInboundNumber' } as const;

/** One call as HTTP sees it. */
async function ask(what: 'check' | 'claim', phoneNumber: string, by = person, url = server.url) {
  const response = await fetch(`${url}/trpc/${procedure[what]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${by.token}` },
    body: JSON.stringify({ phoneNumber }),
  });
  const { error } = (await response.json()) as { error?: { data: { code: string; retryAfterSeconds?: number } } };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), fault: error?.data };
}

/** How many of these calls are answered. All others must get a 429. */
async function answered(what: 'check' | 'claim', numbers: string[], by = person, url = server.url): Promise<number> {
  const statuses = (await Promise.all(numbers.map((n) => ask(what, n, by, url)))).map(({ status }) => status);
  expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  return statuses.filter((status) => status === 200).length;
}

const age = (by: TestPerson, interval: string) =>
  server.db.sql(
    `UPDATE linekeeper.number_budgets SET asked_at =
       (SELECT array_agg(since - $2::interval ORDER BY n) FROM unnest(asked_at) WITH ORDINALITY AS a(since, n))
     WHERE tenant_id = $1`,
    [by.tenantId, interval],
  );

it('stores no number, and nothing for longer than it counts', async () => {
  await answered('check', range(0, 3));
  const [row] = await server.db.sql<{ text: string; numbers: number }>(
    'SELECT b::text AS text, cardinality(number_hashes) AS numbers FROM linekeeper.number_budgets b WHERE tenant_id = $1',
    [person.tenantId],
  );
  expect(row?.numbers).toBe(3);
  expect(row?.text).not.toContain('1415523');
  await age(person, '25 hours');
  await answered('check', [number(9)]);
  expect(
    await server.db.sql('SELECT cardinality(number_hashes) AS n FROM linekeeper.number_budgets WHERE tenant_id = $1', [
      person.tenantId,
    ]),
  ).toEqual([{ n: 1 }]);
});

it('is set by the environment', async () => {
  await using strict = await startTestServer({
    LINEKEEPER_NUMBERS_PER_HOUR: '8',
    LINEKEEPER_NUMBERS_PER_DAY: '7',
  });
  const someone = await createPerson(strict.db);
  const client = createClient({ url: `${strict.url}/trpc`, token: someone.token, retries: 0 });
  expect(await answered('check', range(0, 20), someone, strict.url)).toBe(2);
  expect(await answered('claim', range(20, 20), someone, strict.url)).toBe(5);
  expect(await client.phone.getInboundNumber.query()).not.toBeNull();
});
