import { createClient, faultOf } from '@linekeeper/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { number, numberQuestions, procedure, range } from '../support/number-questions.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** The defaults, written out, because a test that imported them would accept any value. */
const HOUR = 40;
const DAY = 120;
const KEPT = 5;

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

const { ask, answered, age } = numberQuestions(() => ({ server, person }));

describe('200 concurrent calls for different numbers', () => {
  it('are answered up to the budget for checks, and the rest is left for claims', async () => {
    expect(await answered('check', range(0, 200))).toBe(HOUR - KEPT);
    expect(await answered('claim', range(200, 200))).toBe(KEPT);
    expect(await answered('claim', range(400, 1))).toBe(0);
  });

  it('are answered up to the whole budget if they are claims', async () => {
    expect(await answered('claim', range(0, 200))).toBe(HOUR);
  });

  it('share one budget across replicas, people and procedures', async () => {
    await using replica = await startTestServer({
      DATABASE_URL: server.db.url,
      DATABASE_OWNER_URL: server.db.ownerUrl,
    });
    const colleague = await signInColleague(server.db, person);
    const counts = await Promise.all([
      answered('check', range(0, 50)),
      answered('check', range(50, 50), person, replica.url),
      answered('check', range(100, 50), colleague),
      answered('check', range(150, 50), colleague, replica.url),
    ]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(HOUR - KEPT);
    expect(await answered('claim', range(200, 20), colleague, replica.url)).toBe(KEPT);
  });
});

it('each tenant has its own budget', async () => {
  expect(await answered('check', range(0, 50))).toBe(HOUR - KEPT);
  expect(await answered('check', range(0, 50), await createPerson(server.db))).toBe(HOUR - KEPT);
});

it("a repeated number, an invalid number and the company's own number aren't counted", async () => {
  await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [number(900), person.tenantId]);
  for (let round = 0; round < 3; round++) {
    expect(await answered('check', range(0, HOUR - KEPT))).toBe(HOUR - KEPT);
    expect(
      await answered(
        'check',
        Array.from({ length: 60 }, (_, i) => `+1415${i}`),
      ),
    ).toBe(60);
    expect(await answered('check', [number(900)])).toBe(1);
    expect(await answered('claim', [number(900)])).toBe(1);
  }
  expect(await answered('check', [number(0)])).toBe(1);
  expect(await answered('check', [number(HOUR)])).toBe(0);
  // This number was checked before, so claiming it isn't counted.
  expect(await answered('claim', range(0, KEPT + 3))).toBe(KEPT + 3);
});

describe('a number that is typed in pieces', () => {
  // A plan in which each of these is a valid number: Germany's, from 7 digits after +49 on.
  const typed = (line: string, from = 6) =>
    Array.from({ length: line.length - from }, (_, i) => line.slice(0, from + i + 1));
  const inTurn = async (numbers: string[]) => {
    const statuses: number[] = [];
    for (const phoneNumber of numbers) statuses.push((await ask('check', phoneNumber)).status);
    return statuses;
  };
  const spent = async () => {
    const [row] = await server.db.sql<{ n: number }>(
      'SELECT cardinality(number_hashes) AS n FROM linekeeper.number_budgets WHERE tenant_id = $1',
      [person.tenantId],
    );
    return row?.n ?? 0;
  };

  it('costs as much as one number, wherever the person pauses', async () => {
    const pieces = typed('+4930901820', 8);
    expect(await inTurn([...pieces, ...pieces.slice(-1)])).toEqual([200, 200, 200, 200]);
    expect(await spent()).toBe(1);
    // This is also true when the budget is used up.
    expect(await answered('check', range(0, HOUR))).toBe(HOUR - KEPT - 1);
    expect(await inTurn(['+49309018201', '+4930901821'])).toEqual([200, 429]);
    expect(await answered('claim', ['+493090182011'])).toBe(1);
    expect(await spent()).toBe(HOUR - KEPT);
  });

  it('makes no other number cheaper: ten numbers with the same beginning cost ten, in sequence or concurrently', async () => {
    const endings = Array.from({ length: 10 }, (_, i) => `+4930901820${i}`);
    expect(await answered('check', ['+4930901820'])).toBe(1);
    expect(await answered('check', endings)).toBe(10);
    expect(await spent()).toBe(10);
    // Going back and typing on costs one number each time, because the beginning has been replaced.
    for (const ending of endings) expect(await inTurn(['+4930901820', `${ending}1`])).toEqual([200, 200]);
    expect(await spent()).toBe(20);
  });

  it('costs as much as two after ten minutes', async () => {
    await inTurn(['+4930901820']);
    await age(person, '11 minutes');
    await inTurn(['+49309018201']);
    expect(await spent()).toBe(2);
  });
});

it('a check costs the same and is refused in the same way, no matter who holds the numbers', async () => {
  const holder = await createPerson(server.db);
  expect((await ask('claim', number(0), holder)).status).toBe(200);
  const taken = await createPerson(server.db);
  expect((await ask('check', number(0), taken)).status).toBe(200);
  expect(await answered('check', range(1, HOUR), taken)).toBe(HOUR - KEPT - 1);
  const [ofTaken, ofFree] = [await ask('check', number(0), person), await ask('check', number(100), person)];
  expect([ofTaken.status, ofFree.status]).toEqual([200, 200]);
  await answered('check', range(200, HOUR));
  const stranger = await createPerson(server.db);
  expect((await ask('claim', number(500), stranger)).status).toBe(200);
  const [refusedTaken, refusedFree] = [await ask('check', number(500)), await ask('check', number(501))];
  expect(refusedTaken.status).toBe(429);
  expect({ ...refusedTaken, fault: refusedTaken.fault?.code }).toEqual({
    ...refusedFree,
    fault: refusedFree.fault?.code,
  });
});

describe('a company over its budget', () => {
  it('is told when to try again, and a call succeeds then', async () => {
    await answered('check', range(0, HOUR - KEPT));
    await age(person, '20 minutes');
    const refused = await ask('check', number(500));
    expect(refused).toMatchObject({ status: 429, fault: { code: 'TOO_MANY_REQUESTS' } });
    const seconds = Number(refused.retryAfter);
    expect(refused.fault?.retryAfterSeconds).toBe(seconds);
    expect(seconds).toBeGreaterThan(2_390);
    expect(seconds).toBeLessThanOrEqual(2_400);
    await age(person, `${seconds - 5} seconds`);
    expect((await ask('check', number(500))).status).toBe(429);
    await age(person, '6 seconds');
    expect(await answered('check', range(500, 200))).toBe(HOUR - KEPT);
  });

  it('is also limited by a rolling day', async () => {
    let total = 0;
    for (let hour = 0; hour < 5; hour++) {
      total += await answered('check', range(hour * 100, 50));
      await age(person, '61 minutes');
    }
    expect(total).toBe(DAY - KEPT);
    const { retryAfter } = await ask('check', number(700));
    expect(Number(retryAfter)).toBeGreaterThan(18 * 3600);
    await age(person, '19 hours');
    expect(await answered('check', range(700, 100))).toBe(HOUR - KEPT);
  });

  it('gets a separate answer to each call of a batch, with one header for all', async () => {
    await answered('check', range(0, HOUR - KEPT - 4));
    const batch = range(500, 10);
    const response = await fetch(`${server.url}/trpc/${batch.map(() => procedure.check).join(',')}?batch=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: JSON.stringify(Object.fromEntries(batch.map((phoneNumber, i) => [i, { phoneNumber }]))),
    });
    const answers = (await response.json()) as { error?: { data: { code: string } } }[];
    expect(response.status).toBe(207);
    expect(answers.filter(({ error }) => !error)).toHaveLength(4);
    expect(answers.filter(({ error }) => error?.data.code === 'TOO_MANY_REQUESTS')).toHaveLength(6);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3_590);
  });
});

it('a used-up budget is one fault in the client, with the wait in words, and without retries', async () => {
  await answered('check', range(0, HOUR - KEPT));
  let requests = 0;
  const fetch: typeof globalThis.fetch = (...given) => {
    requests++;
    return globalThis.fetch(...given);
  };
  const client = createClient({ url: `${server.url}/trpc`, token: person.token, fetch });
  const fault = await client.phone.checkAvailability.query({ phoneNumber: number(500) }).catch(faultOf);
  expect(fault).toEqual({
    code: 'TOO_MANY_REQUESTS',
    message: 'Your company has checked or changed too many numbers. Try again in 60 minutes',
    retryAfterSeconds: expect.any(Number),
  });
  expect(requests).toBe(1);
});
