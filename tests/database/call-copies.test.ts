import { setTimeout as delay } from 'node:timers/promises';
import { callDeskOf, FALLBACK_TWIML, type VoiceAnswer } from '@linekeeper/core';
import type { Queryable } from '@linekeeper/postgres';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { clearRelayedAnswers } from '../../packages/core/src/call/call-log.ts';
import { voiceOptions } from '../../packages/core/src/call/voice-options.ts';
import { createKeyRing } from '../../packages/core/src/provider/key-ring.ts';
import { STORE, type Store } from '../../packages/core/src/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { callTo, createVoiceTenants, twilioSignature, type VoiceTenant } from '../support/voice.ts';

const URL = 'http://localhost';
const PATH = '/webhooks/twilio/voice';

let test: TestDatabase;
let pool: pg.Pool;
let tenant: VoiceTenant;
let call: Record<string, string>;
let nextLine = 442079465000;

beforeAll(async () => {
  test = await createTestDatabase();
  pool = new pg.Pool({ connectionString: test.url });
});
afterAll(async () => {
  await pool.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const handling = { kind: 'FORWARD', phoneNumber: '+442079460018' };
  [tenant] = (await createVoiceTenants({ db: test }, 1, { firstLine: nextLine++, country: 'GB', handling })) as [
    VoiceTenant,
  ];
  call = callTo(tenant);
});

type Statement = 'FIND' | 'RECORD' | 'KEEP' | 'CORRECT';
type Run = () => Promise<unknown>;

function kindOf(text: string): Statement {
  if (text.includes('INSERT INTO linekeeper.calls')) return 'RECORD';
  if (text.includes('DATABASE_TIMEOUT')) return 'CORRECT';
  return text.includes('SET correctable_by = NULL') ? 'KEEP' : 'FIND';
}

/** Answers a call on a server of its own, which can forward one call at once. `step` controls its statements. */
function answer(parameters: Record<string, string>, step: (kind: Statement, run: Run) => Promise<unknown> = run) {
  const query = (...args: Parameters<pg.Pool['query']>) => {
    const [statement] = args as unknown as [string | { text: string }];
    return step(kindOf(typeof statement === 'string' ? statement : statement.text), () => pool.query(...args) as never);
  };
  const client = { query } as unknown as Queryable;
  const voice = voiceOptions({ publicUrl: URL, forwardsAtOnce: 1 });
  const desk = callDeskOf({ [STORE]: { client, ring: createKeyRing([]), voice } as Partial<Store> as Store });
  return desk.answer({
    pathAndQuery: PATH,
    body: new URLSearchParams(parameters).toString(),
    signature: twilioSignature(tenant.authToken, URL + PATH, parameters),
  });
}
const run = (_: Statement, statement: Run) => statement();

const records = () =>
  test.sql('SELECT outcome, reason, slot FROM linekeeper.calls WHERE tenant_id = $1 ORDER BY id', [tenant.tenantId]);
const isForwarded = ({ twiml }: VoiceAnswer) => twiml?.includes('<Dial') ?? false;
const FORWARDED = { outcome: 'FORWARDED', reason: null, slot: 1 };

/** A promise that is resolved from outside. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

it('the record of a call stays right if a copy of its request fails on a timeout', async () => {
  const corrected = signal();
  const copy = await answer(call, async (kind, statement) => {
    if (kind === 'RECORD') {
      // Both requests found no record. The first one is recorded now.
      expect(isForwarded(await answer(call))).toBe(true);
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    }
    const result = await statement();
    if (kind === 'CORRECT') corrected.give();
    return result;
  });
  expect(copy.twiml).toBe(FALLBACK_TWIML);
  await corrected.given;
  expect(await records()).toEqual([FORWARDED]);
});

/** The first request is recorded too late: its caller hears the fallback. `between` runs before that is corrected. */
async function recordLate(between: () => Promise<unknown>) {
  const corrected = signal();
  const heard = signal();
  const first = answer(call, async (kind, statement) => {
    if (kind === 'CORRECT') await between();
    const result = await statement();
    if (kind === 'RECORD') await heard.given;
    if (kind === 'CORRECT') corrected.give();
    return result;
  });
  expect((await first).twiml).toBe(FALLBACK_TWIML);
  expect(await records()).toEqual([FORWARDED]);
  heard.give();
  await corrected.given;
}

it('a call that is recorded after its connection was lost is corrected, too', async () => {
  const blocker = new pg.Client({ connectionString: test.ownerUrl });
  await blocker.connect();
  await blocker.query('BEGIN');
  // The statement waits for this row after it has read the clock.
  await blocker.query(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome) VALUES ($1, $2, $3, 'GREETED')`,
    [call.CallSid, tenant.line, tenant.tenantId],
  );
  let recorded: Promise<unknown> = Promise.resolve();
  const lost = await answer(call, async (kind, statement) => {
    if (kind !== 'RECORD') return statement();
    recorded = statement();
    throw new Error('Connection terminated unexpectedly');
  });
  expect(lost.twiml).toBe(FALLBACK_TWIML);
  await blocker.query('ROLLBACK');
  await blocker.end();
  // The correction can already be in the table.
  expect(await recorded).toMatchObject({ rows: [{ outcome: FORWARDED.outcome, reason: FORWARDED.reason }] });
  const corrected = { outcome: 'FALLBACK', reason: 'DATABASE_TIMEOUT', slot: null };
  await expect.poll(records, { timeout: 8_000 }).toEqual([corrected]);
});

it('a copy that is forwarded before a late record is corrected counts as a forwarded call', async () => {
  const copies: VoiceAnswer[] = [];
  await recordLate(async () => copies.push(await answer(call), await answer(call)));
  expect(copies.map(isForwarded)).toEqual([true, true]);
  expect(await records()).toEqual([FORWARDED]);
  expect(await answer(callTo(tenant))).toMatchObject({ twiml: FALLBACK_TWIML, reason: 'TOO_MANY_CALLS' });
  expect(isForwarded(await answer(call))).toBe(true);
});

it('a copy that comes after a late record was corrected hears the fallback too', async () => {
  await recordLate(async () => {});
  expect((await answer(call)).twiml).toBe(FALLBACK_TWIML);
  expect(await records()).toEqual([{ outcome: 'FALLBACK', reason: 'DATABASE_TIMEOUT', slot: null }]);
  expect(isForwarded(await answer(callTo(tenant)))).toBe(true);
});

it("a copy that is answered too late doesn't prevent the correction of a record", async () => {
  await recordLate(async () => {
    const tried = signal();
    const copy = await answer(call, async (kind, statement) => {
      if (kind === 'KEEP') await delay(1_300);
      const result = await statement();
      if (kind === 'KEEP') tried.give();
      return result;
    });
    expect(copy.twiml).toBe(FALLBACK_TWIML);
    await tried.given;
  });
  expect(await records()).toEqual([{ outcome: 'FALLBACK', reason: 'DATABASE_TIMEOUT', slot: null }]);
});

it("a copy hears the fallback at once after the platform's answer was cleared, and the record stays", async () => {
  const { line, tenantId } = tenant;
  await test.sql(
    `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, twiml, at)
     VALUES ($1, $2, $3, 'PLATFORM', '<Response/>', now() - interval '5 hours')`,
    [call.CallSid, line, tenantId],
  );
  expect((await answer(call)).twiml).toBe('<Response/>');
  expect(await clearRelayedAnswers(pool)).toBe(1);
  const began = performance.now();
  expect((await answer(call)).twiml).toBe(FALLBACK_TWIML);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await records()).toEqual([{ outcome: 'PLATFORM', reason: null, slot: null }]);
});
