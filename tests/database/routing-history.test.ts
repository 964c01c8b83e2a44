import { setTimeout as delay } from 'node:timers/promises';
import { type Database, FALLBACK_TWIML, openDatabase, type TenantId } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../support/random.ts';
import { TEST_CAUSE } from '../support/test-cause.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { callTo, createVoiceTenants, twilioSignature, type VoiceTenant } from '../support/voice.ts';

/** `pnpm test:calls` takes 60. */
const SECONDS = process.env.TEST_LONG ? 60 : 4;
const LINES = 50;
const TENANTS = 10;
const PUBLIC_URL = 'https://lines.example';

/** Something that began and ended, by one clock. `holder` null: nobody. */
interface Operation {
  kind: 'CHANGE' | 'LOOK';
  from: number;
  to: number;
  /** CHANGE: who holds the line afterwards. LOOK: who was found. */
  holder: string | null;
}

/**
 * Whether the operations on one line can be put in an order that fits their times and in which each look finds what the
 * change before it left. Changes of one line don't overlap, so it's enough to ask of each look: was its answer the state
 * at some moment within it?
 */
function isLinearizable(operations: readonly Operation[]): boolean {
  const changes = operations.filter(({ kind }) => kind === 'CHANGE').sort((a, b) => a.from - b.from);
  return operations
    .filter(({ kind }) => kind === 'LOOK')
    .every((look) => {
      // The state before the first change, then after each one. A state can begin when its change begins, and end when the
      // next one ends.
      const states: (string | null)[] = [null, ...changes.map(({ holder }) => holder)];
      return states.some((holder, i) => {
        const begins = i === 0 ? -Infinity : (changes[i - 1] as Operation).from;
        const ends = i === changes.length ? Infinity : (changes[i] as Operation).to;
        return holder === look.holder && begins <= look.to && ends >= look.from;
      });
    });
}

let test: TestDatabase;
let processes: Database[];
let tenants: VoiceTenant[];
beforeAll(async () => {
  test = await createTestDatabase();
  const open = () =>
    openDatabase({
      url: test.url,
      poolSize: 8,
      numberBudget: { perHour: 10_000, perDay: 10_000, changesPerDay: 0 },
      voice: { publicUrl: PUBLIC_URL },
    });
  processes = [open(), open()];
  tenants = await createVoiceTenants({ db: test }, TENANTS, { firstLine: 14155551000 });
  for (const tenant of tenants) {
    // What a caller hears says whose call it is.
    await test.sql('UPDATE linekeeper.tenants SET call_handling = $2 WHERE id = $1', [
      tenant.tenantId,
      JSON.stringify({ kind: 'GREETING', message: tenant.tenantId }),
    ]);
  }
  await test.sql('TRUNCATE linekeeper.lines');
});
afterAll(async () => {
  await Promise.all(processes.map((db) => db.close()));
  await test[Symbol.asyncDispose]();
});

it('the checker finds a planted fault, and no fault in a good history', () => {
  const change = (from: number, to: number, holder: string | null): Operation => ({ kind: 'CHANGE', from, to, holder });
  const look = (from: number, to: number, holder: string | null): Operation => ({ kind: 'LOOK', from, to, holder });
  const history = [change(10, 12, 'a'), change(20, 22, null), change(30, 32, 'b')];
  for (const good of [
    look(1, 5, null),
    look(9, 11, 'a'),
    look(11, 11.5, null),
    look(13, 19, 'a'),
    look(21, 21.5, 'a'),
    look(21, 21.5, null),
    look(40, 41, 'b'),
  ]) {
    expect(isLinearizable([...history, good])).toBe(true);
  }
  for (const bad of [
    look(1, 5, 'a'),
    look(13, 19, null),
    look(23, 29, 'a'),
    look(33, 34, 'a'),
    look(33, 34, null),
    look(1, 9, 'b'),
  ]) {
    expect(isLinearizable([...history, bad])).toBe(false);
  }
});

it(`for ${SECONDS} s, ${LINES} lines change hands between ${TENANTS} companies, and no call reaches a wrong one`, async () => {
  const until = performance.now() + SECONDS * 1_000;
  const histories = new Map<string, Operation[]>();
  const lines = Array.from({ length: LINES }, (_, i) => `+1415555${1_000 + i}` as PhoneNumber);
  for (const line of lines) histories.set(line, []);
  let fallbacks = 0;
  const time = async <T>(work: () => Promise<T>) => {
    const from = performance.now();
    const result = await work();
    return { from, to: performance.now(), result };
  };

  /** A company that claims lines of its own share and releases them. A line belongs to the share of two companies in turn. */
  const holders = new Map<string, Promise<unknown>>();
  const live = async (tenant: VoiceTenant, i: number) => {
    const random = createRandom(i + 1);
    const rows = (processes[i % 2] as Database).forTenant(tenant.tenantId as TenantId, TEST_CAUSE);
    while (performance.now() < until) {
      const line = lines[Math.floor(random.next() * LINES)] as PhoneNumber;
      // One change of a line at a time, so that the order of changes is known.
      if (holders.has(line)) {
        await delay(1);
        continue;
      }
      const turn = (async () => {
        const claimed = await time(() => rows.claimInboundNumber(line));
        if (!claimed.result) return;
        histories.get(line)?.push({ kind: 'CHANGE', from: claimed.from, to: claimed.to, holder: tenant.tenantId });
        await delay(random.next() * 15);
        const released = await time(() => rows.releaseInboundNumber());
        histories.get(line)?.push({ kind: 'CHANGE', from: released.from, to: released.to, holder: null });
      })();
      holders.set(line, turn);
      await turn.finally(() => holders.delete(line));
    }
  };

  const dial = async (lane: number) => {
    const random = createRandom(1_000 + lane);
    while (performance.now() < until) {
      const line = lines[Math.floor(random.next() * LINES)] as PhoneNumber;
      const db = processes[lane % 2] as Database;
      if (random.next() < 0.5) {
        const found = await time(() => db.lines.resolve(line));
        histories
          .get(line)
          ?.push({ kind: 'LOOK', from: found.from, to: found.to, holder: found.result?.tenantId ?? null });
        continue;
      }
      // Signed by each company in turn: it's answered only while that company holds the line.
      const signer = tenants[Math.floor(random.next() * TENANTS)] as VoiceTenant;
      const parameters = callTo({ ...signer, line });
      const url = `${PUBLIC_URL}/webhooks/twilio/voice`;
      const answered = await time(() =>
        db.calls.answer({
          pathAndQuery: '/webhooks/twilio/voice',
          body: new URLSearchParams(parameters).toString(),
          signature: twilioSignature(signer.authToken, url, parameters),
        }),
      );
      const { twiml } = answered.result;
      if (twiml === null) continue;
      if (twiml === FALLBACK_TWIML) fallbacks++;
      else
        histories.get(line)?.push({
          kind: 'LOOK',
          from: answered.from,
          to: answered.to,
          holder: /<Say>(.*)<\/Say>/.exec(twiml)?.[1] ?? '?',
        });
    }
  };

  await Promise.all([...tenants.map(live), ...Array.from({ length: 8 }, (_, lane) => dial(lane))]);
  const all = [...histories.values()];
  const count = (kind: Operation['kind']) => all.flat().filter((operation) => operation.kind === kind).length;
  const reached = all.flat().filter(({ kind, holder }) => kind === 'LOOK' && holder !== null).length;
  console.info(
    `${count('CHANGE')} changes, ${count('LOOK')} looks and calls (${reached} reached a company), ${fallbacks} fallbacks`,
  );
  expect(count('CHANGE')).toBeGreaterThan(50);
  expect(reached).toBeGreaterThan(10);
  for (const [line, history] of histories) expect([line, isLinearizable(history)]).toEqual([line, true]);

  // The checker must notice if an answer were another one.
  const looks = all.flatMap((history) =>
    history.filter(({ kind, holder }) => kind === 'LOOK' && holder !== null).map((look) => ({ history, look })),
  );
  const missed = looks
    .slice(0, 100)
    .filter(({ history, look }) =>
      isLinearizable(history.map((one) => (one === look ? { ...one, holder: 'nobody of these' } : one))),
    );
  expect(missed).toEqual([]);
});
