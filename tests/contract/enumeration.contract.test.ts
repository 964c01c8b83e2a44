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

  it('get 35 answers an hour, with five keys, in batches and at two replicas, and a claim is still possible', async () => {
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
  // `pnpm test:long` takes more, for a closer comparison.
  const PROBES = process.env.TEST_LONG ? 2_000 : 600;
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

  it(`takes as long for ${PROBES} taken numbers as for ${PROBES} free ones`, {
    timeout: 120_000,
  }, async () => {
    const holders = await createPeople(server.db, PROBES);
    await server.db.sql('DELETE FROM linekeeper.lines');
    await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) SELECT * FROM unnest($1::text[], $2::text[])', [
      holders.map((_, i) => number(2 * i)),
      holders.map(({ tenantId }) => tenantId),
    ]);
    for (let i = 0; i < 200; i++) await ask('checkAvailability', number(8_000 + i));
    const times = { PHONE_TAKEN: [] as number[], AVAILABLE: [] as number[] };
    // A company for every 200 numbers, so that the timing is that of an ordinary company, not of a budget with
    // thousands of numbers.
    const askers = await createPeople(server.db, (2 * PROBES) / 200);
    let next = 0;
    const worker = async () => {
      for (let i = next++; i < 2 * PROBES; i = next++) {
        const begin = performance.now();
        const response = await ask('checkAvailability', number(i), askers[Math.floor(i / 200)]);
        const { result } = (await response.json()) as { result: { data: CheckAvailabilityOutput } };
        times[result.data.ok ? 'AVAILABLE' : 'PHONE_TAKEN'].push(performance.now() - begin);
      }
    };
    await Promise.all([worker(), worker()]);
    expect([times.AVAILABLE.length, times.PHONE_TAKEN.length]).toEqual([PROBES, PROBES]);
    const [taken, free] = [median(times.PHONE_TAKEN), median(times.AVAILABLE)];
    console.info(`median of taken ${taken.toFixed(2)} ms, of free ${free.toFixed(2)} ms`);
    expect(Math.abs(taken - free)).toBeLessThan(1);
  });
});

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
