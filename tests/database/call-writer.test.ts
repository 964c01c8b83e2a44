import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finishCall, type NewCall, recordCall, withdrawCall } from '../../packages/core/src/call/call-writer.ts';
import { type DatabaseScope, STORE } from '../../packages/core/src/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createVoiceTenants, newCallSid, type VoiceTenant } from '../support/voice.ts';

let test: TestDatabase;
let pool: pg.Pool;
let holder: VoiceTenant;
let other: VoiceTenant;
let call: NewCall;
beforeAll(async () => {
  test = await createTestDatabase();
  pool = new pg.Pool({ connectionString: test.url, max: 2 });
  [holder, other] = (await createVoiceTenants({ db: test }, 2, { firstLine: 14155550400 })) as [
    VoiceTenant,
    VoiceTenant,
  ];
});
afterAll(async () => {
  await pool.end();
  await test[Symbol.asyncDispose]();
});
beforeEach(() => {
  const decision = { outcome: 'PENDING', reason: null, target: null, twiml: null, takesPlace: false } as const;
  const { line, tenantId } = holder;
  call = {
    ...{ callSid: newCallSid(), line: line as NewCall['line'], tenantId, decision },
    ...{
      forwardsAtOnce: 1,
      answerMs: 1,
      simulated: false,
      ofPlatform: false,
      answerBy: inSeconds(60),
      correctableBy: randomUUID(),
    },
  };
});
const inSeconds = (seconds: number) => Date.now() / 1_000 + seconds;
const record = () => recordCall({ [STORE]: { client: pool } } as unknown as DatabaseScope, call);
const rows = () => test.sql('SELECT * FROM linekeeper.calls WHERE call_sid = $1', [call.callSid]);

describe('a call', () => {
  it('is recorded once', async () => {
    expect(await record()).toMatchObject({ twiml: null, outcome: 'PENDING' });
    expect(await record()).toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  it('is not recorded if the company does not hold the line any more', async () => {
    call.tenantId = other.tenantId;
    expect(await record()).toBeNull();
    expect(await rows()).toEqual([]);
  });

  it('is not recorded if the caller has heard the fallback meanwhile', async () => {
    call.answerBy = inSeconds(-1);
    expect(await record()).toBeNull();
    expect(await rows()).toEqual([]);
  });

  it('is corrected only by the request that recorded it', async () => {
    await record();
    await withdrawCall(pool, { ...call, correctableBy: randomUUID() });
    expect(await rows()).toEqual([expect.objectContaining({ outcome: 'PENDING' })]);
    await withdrawCall(pool, call);
    expect(await rows()).toEqual([expect.objectContaining({ outcome: 'FALLBACK', reason: 'DATABASE_TIMEOUT' })]);
  });

  it('is decided once: a later decision changes nothing and gets the first one', async () => {
    const id = (await record())?.id as string;
    const first = { twiml: '<Response/>', outcome: 'PLATFORM', reason: null, answerMs: 5 } as const;
    const second = { twiml: '<Late/>', outcome: 'FALLBACK', reason: 'WEBHOOK_TIMEOUT', answerMs: 6 } as const;
    expect(await finishCall(pool, id, first)).toBe('<Response/>');
    expect(await finishCall(pool, id, second)).toBe('<Response/>');
    const decided = { twiml: '<Response/>', outcome: 'PLATFORM', reason: null, answer_ms: 5 };
    expect(await rows()).toEqual([expect.objectContaining(decided)]);
  });
});
