import type { CheckAvailabilityOutput } from '@linekeeper/contract';
import { createLogger, readEnv, startServer } from 'linekeeper';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { createKey } from '../support/test-keys.ts';
import { createPeople, createPerson, type TestPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** Real lines: London numbers, as many as are asked for. */
const number = (i: number) => `+44207${String(1_000_000 + i)}`;

/** `pnpm test:long` sends all of them. */
const ASKED = process.env.TEST_LONG ? 10_000 : 2_000;

describe(`${ASKED} probes of one tenant`, () => {
  let server: TestServer;
  let replica: { url: string; close(): Promise<void> };
  beforeAll(async () => {
    server = await startTestServer();
    const port = await freePort();
    const running = await startServer(
      readEnv({
        PORT: String(port),
        DATABASE_URL: server.db.url,
        DATABASE_OWNER_URL: server.db.ownerUrl,
        LINEKEEPER_SECRET: TEST_SECRET,
      }),
      createLogger({ level: 'silent' }),
    );
    replica = { url: `http://127.0.0.1:${port}`, close: () => running.close() };
  });
  afterAll(async () => {
    await replica.close();
    await server[Symbol.asyncDispose]();
  });

  it('get only 35 answers an hour, even with five keys, in batches and at two replicas, and a claim is still possible', async () => {
    const { tenantId, token } = await createPerson(server.db);
    const keys = await Promise.all(
      Array.from({ length: 5 }, () =>
        createKey(server.db, { tenantId, scopes: ['inboundNumber:read', 'inboundNumber:update'] }),
      ),
    );
    const tally: Record<string, number> = {};
    let retryAfter: string | null = null;
    const probe = async (batch: number) => {
      const response = await fetch(
        `${[server.url, replica.url][batch % 2]}/trpc/${Array.from({ length: 10 }, () => 'phone.checkAvailability').join(',')}?batch=1`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${keys[batch % 5]?.token}` },
          body: JSON.stringify(
            Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, { phoneNumber: number(batch * 10 + i) }])),
          ),
        },
      );
      const answers = (await response.json()) as { error?: { data: { code: string } } }[];
      for (const { error } of answers)
        tally[error?.data.code ?? 'ANSWERED'] = (tally[error?.data.code ?? 'ANSWERED'] ?? 0) + 1;
      retryAfter = response.headers.get('retry-after') ?? retryAfter;
    };
    const batches = Array.from({ length: ASKED / 10 }, (_, batch) => batch);
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await probe(batch);
      }),
    );
    expect(tally).toEqual({ ANSWERED: 35, TOO_MANY_REQUESTS: ASKED - 35 });
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(Number(retryAfter)).toBeLessThanOrEqual(3_600);
    const { phone } = server.clientOf({ tenantId, token });
    expect(await phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' })).toMatchObject({ ok: true });
  }, 120_000);
});

describe('an answer', () => {
  /** Most of them are needed on a busy machine only. `pnpm test:long` compares more closely. */
  const MAX_PAIRS = 5_000;
  const LEAST_PAIRS = process.env.TEST_LONG ? 2_000 : 300;
  let server: TestServer;
  let asker: TestPerson;
  beforeAll(async () => {
    server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '10000', LINEKEEPER_NUMBERS_PER_DAY: '10000' });
    asker = await createPerson(server.db);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const ask = (procedure: string, phoneNumber: string, { token } = asker) =>
    fetch(`${server.url}/trpc/phone.${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ phoneNumber }),
    });

  it.each(['checkAvailability', 'setInboundNumber'])(
    'to %s has the same bytes and headers, no matter who holds the number',
    async (procedure) => {
      const holders = await createPeople(server.db, 2);
      const answers = new Set<string>();
      for (const { tenantId } of holders) {
        await server.db.sql('DELETE FROM linekeeper.lines');
        await server.db.sql('INSERT INTO linekeeper.lines VALUES ($1, $2)', ['+442079460018', tenantId]);
        const response = await ask(procedure, '+442079460018');
        const headers = [...response.headers]
          .filter(([name]) => name !== 'date')
          .map(String)
          .sort();
        answers.add(JSON.stringify([response.status, headers, await response.text()]));
      }
      expect(answers.size).toBe(1);
      expect([...answers][0]).toContain('PHONE_TAKEN');
    },
  );

  it('takes as long for a taken number as for a free one', { timeout: 300_000 }, async () => {
    const holders = await createPeople(server.db, MAX_PAIRS);
    await server.db.sql('DELETE FROM linekeeper.lines');
    await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) SELECT * FROM unnest($1::text[], $2::text[])', [
      holders.map((_, i) => number(2 * i)),
      holders.map(({ tenantId }) => tenantId),
    ]);
    // A company for every 200 numbers, so that the timing is that of an ordinary company, not of a budget with
    // thousands of numbers.
    const askers = await createPeople(server.db, (2 * MAX_PAIRS) / 200);
    const timeOf = async (i: number, code: 'PHONE_TAKEN' | 'AVAILABLE') => {
      const begin = performance.now();
      const response = await ask('checkAvailability', number(i), askers[Math.floor(i / 200)]);
      const { result } = (await response.json()) as { result: { data: CheckAvailabilityOutput } };
      expect(result.data.ok ? 'AVAILABLE' : 'PHONE_TAKEN').toBe(code);
      return performance.now() - begin;
    };
    const pair = async (i: number) => {
      // One after the other, in turns first, so that a slower machine slows both down.
      if (i % 2 === 0) return (await timeOf(2 * i, 'PHONE_TAKEN')) - (await timeOf(2 * i + 1, 'AVAILABLE'));
      const free = await timeOf(2 * i + 1, 'AVAILABLE');
      return (await timeOf(2 * i, 'PHONE_TAKEN')) - free;
    };

    for (let i = 0; i < 200; i++) await ask('checkAvailability', number(2 * MAX_PAIRS + i));
    const differences: number[] = [];
    let range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    for (let i = 0; i < MAX_PAIRS; i++) {
      differences.push(await pair(i));
      if (differences.length < LEAST_PAIRS || differences.length % 100 > 0) continue;
      range = medianRange(differences);
      // Noise makes the range wider, and more pairs make it narrower, until it says yes or no.
      const { low, high } = range;
      if ((low > -LIMIT_MS && high < LIMIT_MS) || low > LIMIT_MS || high < -LIMIT_MS) break;
    }
    console.info(
      `${differences.length} pairs: a taken number takes ${range.low.toFixed(2)} to ${range.high.toFixed(2)} ms longer`,
    );
    expect(range.low).toBeGreaterThan(-LIMIT_MS);
    expect(range.high).toBeLessThan(LIMIT_MS);
  });
});

const LIMIT_MS = 1;

/** The range that contains the true median with a probability of 99.9 %: by rank, so that it assumes no distribution. */
function medianRange(values: readonly number[]): { low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const margin = Math.ceil((3.29 * Math.sqrt(sorted.length)) / 2);
  const middle = sorted.length / 2;
  return {
    low: sorted[Math.floor(middle - margin)] ?? Number.NEGATIVE_INFINITY,
    high: sorted[Math.ceil(middle + margin)] ?? Number.POSITIVE_INFINITY,
  };
}
