import type { SetInboundNumberOutput } from '@linekeeper/contract';
import { deadlockRetries } from '@linekeeper/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPeople, createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { answerCode } from './answer-code.ts';

const TENANTS = 200;
/** `pnpm test:long` has 20. */
const ROUNDS = process.env.TEST_LONG ? 20 : 5;
const SWAP_MS = ROUNDS * 500;

/** The server and the database of a race, new for each test. */
let server: TestServer;
beforeEach(async () => {
  // 200 claims wait for ten connections. On a busy machine that takes longer than a person would wait.
  server = await startTestServer({ LINEKEEPER_CHANGES_PER_DAY: '0', DATABASE_CONNECT_TIMEOUT_MS: '20000' });
});
afterEach(() => server[Symbol.asyncDispose]());

describe(`${TENANTS} tenants race for one number, ${ROUNDS} rounds`, () => {
  // Like a busy disk: in every round, others can read between a tenant's read and its write.
  beforeEach(async () => {
    await server.db.sql(`
      CREATE FUNCTION write_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END $$;
      CREATE TRIGGER write_slowly BEFORE INSERT ON linekeeper.lines FOR EACH ROW EXECUTE FUNCTION write_slowly()`);
  });

  it('has exactly one winner in each round, and all others get PHONE_TAKEN', async () => {
    const rounds = await race();
    expect(rounds).toEqual(rounds.map(() => ({ OK: 1, PHONE_TAKEN: TENANTS - 1 })));
    expect(rounds).toHaveLength(ROUNDS);
  });

  it('has more winners without the unique index, so nothing but the index decides', async () => {
    await server.db.sql('ALTER TABLE linekeeper.lines DROP CONSTRAINT lines_pkey');
    const rounds = await race((tally) => tally.OK !== 1);
    expect(rounds.at(-1)?.OK).toBeGreaterThan(1);
  });

  /** How often each answer came, a row a round; ends early after a round that `isEnough`. */
  async function race(isEnough = (_tally: Record<string, number>) => false): Promise<Record<string, number>[]> {
    const people = await createPeople(server.db, TENANTS);
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const phoneNumber = `+1415523${String(1000 + round)}`;
      const outcomes = await Promise.all(people.map((person) => claim(person, phoneNumber)));
      const tally: Record<string, number> = {};
      for (const outcome of outcomes) tally[answerCode(outcome)] = (tally[answerCode(outcome)] ?? 0) + 1;
      rounds.push(tally);
      if (isEnough(tally)) break;
    }
    return rounds;
  }
});

it('the winner gets OK if it repeats the claim many times concurrently', async () => {
  const [winner, loser] = await createPeople(server.db, 2);
  if (!winner || !loser) throw new Error('Nobody to race');
  const many = (person: TestPerson) => Promise.all(Array.from({ length: 50 }, () => claim(person, '+14155238886')));
  const first = await many(winner);
  expect(new Set(first.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(first[0]).toMatchObject({ ok: true });
  expect(new Set((await many(loser)).map(answerCode))).toEqual(new Set(['PHONE_TAKEN']));
  expect(await claim(winner, '+14155238886')).toEqual(first[0]);
});

it('20 tenants change between 20 numbers for some seconds, with at most one holder each and no fault', async () => {
  const people = await createPeople(server.db, 20);
  const numbers = people.map((_, i) => `+1415523${String(2000 + i)}`);
  const before = deadlockRetries.count;
  const answers: Record<string, number> = {};
  const end = Date.now() + SWAP_MS;
  await Promise.all(people.flatMap((person) => [swapper(person), swapper(person)]));
  const held = await server.db.sql<{ owners: number }>(
    'SELECT count(*)::int AS owners FROM linekeeper.lines GROUP BY e164',
  );
  const tenants = await server.db.sql<{ lines: number }>(
    'SELECT count(*)::int AS lines FROM linekeeper.lines GROUP BY tenant_id',
  );
  expect(Object.keys(answers).sort()).toEqual(['OK', 'PHONE_TAKEN']);
  expect(held.every(({ owners }) => owners === 1) && tenants.every(({ lines }) => lines === 1)).toBe(true);
  console.info(`swaps: ${JSON.stringify(answers)}, deadlocks retried: ${deadlockRetries.count - before}`);

  async function swapper(person: TestPerson): Promise<void> {
    while (Date.now() < end) {
      const wanted = numbers[Math.floor(Math.random() * numbers.length)] as string;
      const code = answerCode(await claim(person, wanted));
      answers[code] = (answers[code] ?? 0) + 1;
    }
  }
});

it('a reader always sees exactly one number while a tenant changes between two', async () => {
  const person = await createPerson(server.db);
  const numbers = ['+14155238886', '+442079460018'];
  await claim(person, numbers[0] as string);
  let changing = true;
  const seen = new Set<string>();
  const reader = (async () => {
    for (let reads = 0; changing || reads < 100; reads++) {
      const rows = await server.db.sql<{ e164: string }>('SELECT e164 FROM linekeeper.lines');
      seen.add(rows.map(({ e164 }) => e164).join(' and ') || 'none');
    }
  })();
  for (let change = 1; change <= 100; change++) {
    expect(await claim(person, numbers[change % 2] as string)).toMatchObject({ ok: true });
  }
  changing = false;
  await reader;
  expect(seen).toEqual(new Set(numbers));
});

/** A claim over HTTP. A fault (any 4xx or 5xx) is thrown, and fails the test. */
function claim(person: TestPerson, phoneNumber: string): Promise<SetInboundNumberOutput> {
  return server.clientOf(person).phone.setInboundNumber.mutate({ phoneNumber });
}
