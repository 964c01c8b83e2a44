import { faultOf } from '@linekeeper/client';
import { expect, it } from 'vitest';
import { type Fate, type Network, openNetwork } from '../support/network.ts';
import { openOrganizationDoor } from '../support/organization-door.ts';
import { createRandom } from '../support/random.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { startTestServer } from '../support/test-server.ts';

const SEED = Number(process.env.TEST_SEED ?? Date.now() % 100_000);
/** `pnpm test:long` makes 100. */
const CALLS_EACH = process.env.TEST_LONG ? 100 : 35;
const NUMBERS = Array.from({ length: 14 }, (_, i) => `+1415523${1000 + i}`);
const TIMEOUTS = { DATABASE_CONNECT_TIMEOUT_MS: '300', DATABASE_STATEMENT_TIMEOUT_MS: '250' };

/** What a company can hold, by what it was told: one number (or null) after a definite answer, more after a fault. */
type Possible = Set<string | null>;

// With one connection, all ten companies wait for each late reply: half as many keep the test short.
it.each([
  { size: 1, unreliability: 0.5 },
  { size: 10, unreliability: 1 },
])(
  `ten companies hold the numbers that they were told after ${10 * CALLS_EACH} calls over an unreliable network (a pool of $size)`,
  { timeout: 120_000 },
  async ({ size, unreliability }) => {
    console.info(`TEST_SEED=${SEED}`);
    const random = createRandom(SEED);
    let network: Network | undefined;
    await using server = await startTestServer(
      {
        ...TIMEOUTS,
        DATABASE_POOL_SIZE: String(size),
        LINEKEEPER_NUMBERS_PER_HOUR: '1000',
        LINEKEEPER_NUMBERS_PER_DAY: '1000',
        LINEKEEPER_CHANGES_PER_DAY: '0',
      },
      {
        reach: async (url) => {
          network = await openNetwork(url);
          return network.url;
        },
      },
    );
    if (!network) throw new Error('The server did not ask for its database');
    const door = await openOrganizationDoor(server.url);
    const people = await createPeople(server.db, 10);
    const counts = { told: 0, faults: 0 };

    async function live(person: TestPerson): Promise<Possible> {
      const { phone } = server.clientOf(person);
      let possible: Possible = new Set([null]);
      for (let call = 0; call < CALLS_EACH; call++) {
        const number = random.pick(NUMBERS);
        const kind = random.pick(['claim', 'claim', 'patch', 'patch', 'release', 'get'] as const);
        const wanted = kind === 'release' ? null : number;
        try {
          if (kind === 'get') {
            const held = (await phone.getInboundNumber.query())?.phoneNumber ?? null;
            expect([...possible]).toContain(held);
            possible = new Set([held]);
          } else if (kind === 'release') {
            await phone.releaseInboundNumber.mutate({});
            possible = new Set([null]);
          } else {
            const taken = kind === 'claim' ? await claim(phone, number) : await patch(person, number);
            // A refusal changes nothing, and one's own number is never taken.
            if (taken) expect([...possible]).not.toEqual([number]);
            possible = taken ? new Set([...possible].filter((held) => held !== number)) : new Set([number]);
          }
          counts.told++;
        } catch (error) {
          if (error instanceof Error && error.name === 'AssertionError') throw error;
          if (!(error instanceof Fault)) expect(faultOf(error).code).toBe('SERVICE_UNAVAILABLE');
          counts.faults++;
          if (kind !== 'get') possible.add(wanted);
        }
      }
      return possible;
    }

    async function claim(phone: ReturnType<typeof server.clientOf>['phone'], number: string): Promise<boolean> {
      const outcome = await phone.setInboundNumber.mutate({ phoneNumber: number });
      return !outcome.ok;
    }

    async function patch(person: TestPerson, number: string): Promise<boolean> {
      const { status } = await door.patch(person, {
        name: `Named ${number}`,
        twilioConfig: { phoneNumber: number, last: number },
      });
      if (status >= 500) throw new Fault();
      expect([200, 409]).toContain(status);
      return status === 409;
    }

    network.judgeReplies((): Fate => {
      const roll = random.next() / unreliability;
      if (roll < 0.01) return 'CUT';
      if (roll < 0.03) return 'WITHHOLD';
      return roll < 0.08 ? Math.floor(random.next() * 700) : 'PASS';
    });
    const possible = await Promise.all(people.map(live));
    network.restore();
    // Running statements have ended in PostgreSQL.
    await expect
      .poll(
        () =>
          server.db.sql(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
          ),
        { timeout: 10_000 },
      )
      .toEqual([]);

    const rows = await server.db.sql<{ id: string; e164: string | null }>(
      `SELECT t.id, n.e164 FROM linekeeper.tenants t LEFT JOIN linekeeper.lines n ON n.tenant_id = t.id WHERE t.id = ANY($1)`,
      [people.map(({ tenantId }) => tenantId)],
    );
    for (const [i, person] of people.entries()) {
      const held = rows.find(({ id }) => id === person.tenantId)?.e164 ?? null;
      expect([...(possible[i] as Possible)]).toContain(held);
      expect((await server.clientOf(person).phone.getInboundNumber.query())?.phoneNumber ?? null).toBe(held);
    }
    console.info(`${counts.told} answers, ${counts.faults} faults`);
    expect(counts.told).toBeGreaterThan(100);
    expect(counts.faults).toBeGreaterThan(CALLS_EACH / 10);
    await network.close();
  },
);

class Fault extends Error {}
