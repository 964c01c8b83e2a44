import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type LinekeeperClient } from '@linekeeper/client';
import { FALLBACK_TWIML } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { isLinearizable, type LineOperation } from '../support/line-history.ts';
import { createRandom } from '../support/random.ts';
import { ready, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createKey } from '../support/test-keys.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { callTo, createVoiceTenants, postCall, type VoiceTenant } from '../support/voice.ts';

/** `pnpm test:calls` takes 60. */
const SECONDS = process.env.TEST_LONG ? 60 : 5;
const LINES = Array.from({ length: 50 }, (_, i) => `+1415523${1_000 + i}` as PhoneNumber);
const TENANTS = 10;
const DIALLERS = 8;
/** At least this much must have happened, however long that takes on a busy machine. */
const CLAIMS = 60;
const REACHED = 30;
const PUBLIC_URL = 'https://lines.example';

describe('the checker', () => {
  const did = (from: number, to: number, what: LineOperation['did']): LineOperation => ({ from, to, did: what });
  const claim = (from: number, to: number, tenant: string) => did(from, to, { kind: 'CLAIM', tenant });
  const taken = (from: number, to: number, tenant: string) => did(from, to, { kind: 'TAKEN', tenant });
  const release = (from: number, to: number, tenant: string) => did(from, to, { kind: 'RELEASE', tenant });
  const found = (from: number, to: number, holder: string | null) => did(from, to, { kind: 'FOUND', holder });
  const missed = (from: number, to: number, tenant: string) => did(from, to, { kind: 'NOT_FOUND', tenant });
  const history = [claim(10, 12, 'a'), release(20, 22, 'a'), claim(30, 32, 'b')];

  it.each([
    ['nobody before the first claim', [found(1, 5, null)]],
    ['either answer while a claim is under way', [found(11, 11.5, null), found(9, 11, 'a')]],
    ['the holder', [found(13, 19, 'a'), taken(13, 19, 'b'), missed(13, 19, 'b')]],
    ['either answer while a release is under way', [found(20.5, 21, 'a'), found(21, 21.5, null)]],
    ['a look that lasts through several changes', [found(1, 40, 'a'), found(1, 40, 'b'), found(1, 40, null)]],
    ['a claim of what is held already', [claim(13, 14, 'a')]],
    ['a claim without an answer that was done', [claim(24, Infinity, 'b'), found(25, 26, 'b')]],
    ['a claim without an answer that was not done', [claim(33, Infinity, 'c'), found(35, 36, 'b')]],
  ])('accepts %s', (_, more) => {
    expect(isLinearizable([...history, ...more])).toBe(true);
  });

  it.each([
    ['a holder before the claim', [found(1, 5, 'a')]],
    ['nobody although the line is held', [found(13, 19, null)]],
    ['the holder after the release', [found(23, 29, 'a')]],
    ['the holder before', [found(33, 34, 'a')]],
    ['the holder after next', [found(1, 9, 'b')]],
    ['an old answer after a new one', [found(10.5, 10.8, 'a'), found(11, 11.5, null)]],
    ['two holders', [claim(13, 14, 'b')]],
    ['a claim that was refused although the line is free', [taken(23, 29, 'c')]],
    ["the holder's own call refused", [missed(13, 19, 'a')]],
    ['a release by another company', [release(13, 19, 'b')]],
    ['a claim without an answer that takes a held line', [claim(13, Infinity, 'b'), found(15, 16, 'b')]],
  ])('finds %s', (_, more) => {
    expect(isLinearizable([...history, ...more])).toBe(false);
  });
});

let test: TestDatabase;
let dataDir: string;
let servers: { process: ServerProcess; url: string }[] = [];
let tenants: VoiceTenant[];
let routingKey: string;

beforeAll(async () => {
  test = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'linekeeper-history-'));
  servers = await Promise.all(
    [1, 2].map(async (i) => {
      const port = await freePort();
      const process = spawnServer({
        PORT: String(port),
        PUBLIC_URL,
        DATABASE_URL: test.url,
        DATABASE_OWNER_URL: test.ownerUrl,
        LINEKEEPER_SECRET: TEST_SECRET,
        LINEKEEPER_DATA_DIR: join(dataDir, String(i)),
        LINEKEEPER_NUMBERS_PER_HOUR: '10000',
        LINEKEEPER_NUMBERS_PER_DAY: '10000',
        LINEKEEPER_CHANGES_PER_DAY: '0',
        LOG_LEVEL: 'error',
      });
      return { process, url: `http://127.0.0.1:${port}` };
    }),
  );
  await Promise.all(servers.map(({ process }) => ready(process)));
  tenants = await createVoiceTenants({ db: test }, TENANTS, { firstLine: 14155231000 });
  await test.sql('DELETE FROM linekeeper.lines');
  // The greeting that a caller hears identifies the company.
  await test.sql(
    `UPDATE linekeeper.tenants SET call_handling = jsonb_build_object('kind', 'GREETING', 'message', id) WHERE id = ANY($1)`,
    [tenants.map(({ tenantId }) => tenantId)],
  );
  routingKey = (await createKey(test, { tenantId: null, scopes: ['routing:read'] })).token;
  // Two servers start slowly on a busy machine.
}, 240_000);
afterAll(async () => {
  for (const { process } of servers) process.process.kill('SIGKILL');
  await Promise.all(servers.map(({ process }) => process.ended));
  await test[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

it(
  `every answer is true at some moment of its call, while ${LINES.length} lines change hands between ${TENANTS} companies on two servers for ${SECONDS} s`,
  async () => {
    const histories = new Map<PhoneNumber, LineOperation[]>(LINES.map((line) => [line, []]));
    const until = performance.now() + SECONDS * 1_000;
    let faults = 0;
    let claims = 0;
    let reached = 0;
    const isOver = () => performance.now() > until && claims >= CLAIMS && reached >= REACHED;
    const note = (line: PhoneNumber, operation: LineOperation) => {
      if (operation.did.kind === 'CLAIM') claims++;
      if (operation.did.kind === 'FOUND' && operation.did.holder !== null) reached++;
      histories.get(line)?.push(operation);
    };
    /** Does something, and returns its answer with its times. Without an answer, it's unknown whether it was done. */
    const time = async <T>(work: () => Promise<T>) => {
      const from = performance.now();
      const result = await work().catch(() => null);
      if (result === null) faults++;
      return { from, to: result === null ? Infinity : performance.now(), result };
    };

    /** A company that claims lines at random, moves from one to another and releases them, on both servers in turn. */
    const live = async ({ tenantId: tenant, token }: VoiceTenant, i: number) => {
      const random = createRandom(i + 1);
      const clients = clientsWith(token);
      let held = new Set<PhoneNumber>();
      // After a fault, it isn't known which of these it holds.
      let isSure = true;
      while (!isOver()) {
        const { phone } = random.pick(clients);
        await delay(random.next() * 15);
        if (held.size > 0 && random.next() < 0.5) {
          const { result, ...times } = await time(() => phone.releaseInboundNumber.mutate({}));
          for (const line of held) {
            if (!result?.ok || line === result.data.released)
              note(line, { ...times, did: { kind: 'RELEASE', tenant } });
          }
          isSure = result !== null;
          if (isSure) held.clear();
          continue;
        }
        const line = random.pick(LINES);
        const { result, ...times } = await time(() => phone.setInboundNumber.mutate({ phoneNumber: line }));
        if (result && !result.ok) {
          expect(result.error.code).toBe('PHONE_TAKEN');
          note(line, { ...times, did: { kind: 'TAKEN', tenant } });
          continue;
        }
        note(line, { ...times, did: { kind: 'CLAIM', tenant } });
        const to = isSure ? times.to : Infinity;
        for (const other of held) if (other !== line) note(other, { ...times, to, did: { kind: 'RELEASE', tenant } });
        isSure = result !== null;
        held = isSure ? new Set([line]) : held.add(line);
      }
    };

    /** Asks for lines at random, and calls them. */
    const dial = async (lane: number) => {
      const random = createRandom(1_000 + lane);
      const clients = clientsWith(routingKey);
      while (!isOver()) {
        const line = random.pick(LINES);
        if (random.next() < 0.5) {
          const { phone } = random.pick(clients);
          const { result, ...times } = await time(async () => ({
            holder: await phone.resolve.query({ phoneNumber: line }),
          }));
          if (result) note(line, { ...times, did: { kind: 'FOUND', holder: result.holder?.tenantId ?? null } });
          continue;
        }
        // Signed by one of the companies: it's answered only while that company holds the line.
        const signer = random.pick(tenants);
        const { url } = random.pick(servers);
        const call = callTo({ ...signer, line });
        const { result, ...times } = await time(() =>
          postCall(url, call, { token: signer.authToken, publicUrl: PUBLIC_URL }),
        );
        if (!result || result.body === FALLBACK_TWIML) continue;
        expect([200, 403]).toContain(result.status);
        const holder = /<Say>(.*)<\/Say>/.exec(result.body)?.[1] ?? 'nobody of these';
        const refused = { kind: 'NOT_FOUND', tenant: signer.tenantId } as const;
        note(line, { ...times, did: result.status === 403 ? refused : { kind: 'FOUND', holder } });
      }
    };

    await Promise.all([...tenants.map(live), ...Array.from({ length: DIALLERS }, (_, lane) => dial(lane))]);
    const all = [...histories.values()].flat();
    const count = (kind: LineOperation['did']['kind']) => all.filter(({ did }) => did.kind === kind).length;
    console.info(
      `${count('CLAIM')} claims, ${count('RELEASE')} releases, ${count('TAKEN')} refused claims, ${count('FOUND')} answers (${reached} with a company), ${count('NOT_FOUND')} refused calls, ${faults} faults`,
    );
    for (const [line, history] of histories) expect([line, isLinearizable(history)]).toEqual([line, true]);

    // The checker must notice each fault that is planted into these same histories.
    const noticed = (plant: (history: LineOperation[]) => LineOperation[]) =>
      [...histories.values()].filter((history) => !isLinearizable(plant(history))).length;
    const stale = noticed(withCache);
    const lost = noticed((history) => history.filter(({ did }) => did.kind !== 'RELEASE'));
    console.info(`noticed on ${stale} lines: a cache; on ${lost}: releases that aren't known`);
    expect(stale).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
    for (const history of histories.values()) {
      const look = history.find(({ did }) => did.kind === 'FOUND' && did.holder !== null);
      if (!look) continue;
      const stranger: LineOperation = { ...look, did: { kind: 'FOUND', holder: 'a stranger' } };
      expect(isLinearizable(history.map((one) => (one === look ? stranger : one)))).toBe(false);
    }
  },
  240_000 + SECONDS * 1_000,
);

function clientsWith(token: string): LinekeeperClient[] {
  return servers.map(({ url }) => createClient({ url: `${url}/trpc`, token, retries: 0, timeoutMs: 20_000 }));
}

/** The history as it would be if the first answer were kept. */
function withCache(history: LineOperation[]): LineOperation[] {
  let kept: LineOperation | undefined;
  return [...history]
    .sort((a, b) => a.from - b.from)
    .map((operation) => {
      if (operation.did.kind !== 'FOUND') return operation;
      kept ??= operation;
      return { ...operation, did: kept.did };
    });
}
