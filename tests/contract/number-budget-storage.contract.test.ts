import { createClient } from '@linekeeper/client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { number, numberQuestions, range } from '../support/number-questions.ts';
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

const { answered, age } = numberQuestions(() => ({ server, person }));

it('the budget stores no number, and nothing for longer than it counts', async () => {
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

it('the budget is set by the environment', async () => {
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
