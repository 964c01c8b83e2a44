import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FALLBACK_TWIML } from '@linekeeper/core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, type VoiceTenant } from '../support/voice.ts';

const PLACES = 3;
const HICCUP_MS = 2_000;
const FORWARD = { kind: 'FORWARD', phoneNumber: '+442079460018' };
const TWIML = '<Response><Say>From the platform</Say></Response>';

let server: TestServer;
let platform: Server;
let onAsked: (response: ServerResponse) => void;
let tenant: VoiceTenant;
let blocker: pg.Client;
let nextLine = 442079464000;

beforeAll(async () => {
  platform = createServer((_, response) => onAsked(response));
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({
    LINEKEEPER_FORWARDS_AT_ONCE: String(PLACES),
    LINEKEEPER_VOICE_WEBHOOK_URL: `http://localhost:${(platform.address() as AddressInfo).port}`,
    LINEKEEPER_VOICE_WEBHOOK_SECRET: 's'.repeat(32),
    LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS: 'localhost',
  });
});
afterAll(async () => {
  platform.closeAllConnections();
  platform.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  blocker = new pg.Client(server.db.ownerUrl);
  await blocker.connect();
});
afterEach(() => blocker.end());

const handledBy = async (handling: unknown) => {
  [tenant] = (await createVoiceTenants(server, 1, { firstLine: nextLine++, country: 'GB', handling })) as [VoiceTenant];
};
const dial = async (call = callTo(tenant)) => {
  const began = performance.now();
  const { body } = await postCall(server.url, call, { token: tenant.authToken });
  return { body, ms: performance.now() - began };
};
const records = () =>
  server.db.sql<{ outcome: string; reason: string | null; slot: number | null; twiml: string | null }>(
    'SELECT outcome, reason, slot, twiml FROM linekeeper.calls WHERE tenant_id = $1 ORDER BY id',
    [tenant.tenantId],
  );
/** The server's statements that wait for a lock. */
const waiting = async () => {
  const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return (await server.db.sql(sql)).length;
};
const stall = (mode: string) => blocker.query(`BEGIN; LOCK TABLE linekeeper.calls IN ${mode} MODE`);
const recover = async () => {
  await blocker.query('ROLLBACK');
  await expect.poll(waiting).toBe(0);
};

/** Calls that heard the fallback take no place: as many as ever are forwarded now. */
const expectAllPlaces = async () => {
  const heard = [];
  for (let i = 0; i <= PLACES; i++) heard.push((await dial()).body.includes('<Dial'));
  expect(heard).toEqual([...Array(PLACES).fill(true), false]);
};

describe('calls that are forwarded', () => {
  beforeEach(() => handledBy(FORWARD));

  // The first mode stops the look-up of the line, the second one only the recording.
  it.each(['ACCESS EXCLUSIVE', 'SHARE'])(
    'hear the fallback if the database is slow (%s), and leave no record and take no place',
    async (mode) => {
      await stall(mode);
      const dialled = Promise.all(Array.from({ length: 12 }, () => dial()));
      await delay(HICCUP_MS);
      const answers = await dialled;
      await recover();
      expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([FALLBACK_TWIML]));
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2_000);
      expect(await records()).toEqual([]);
      await expectAllPlaces();
    },
  );

  it('are corrected to the fallback if they were recorded after the answer', async () => {
    const call = callTo(tenant);
    // The statement waits for this row after it has read the clock.
    await blocker.query('BEGIN');
    await blocker.query(
      `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome) VALUES ($1, $2, $3, 'GREETED')`,
      [call.CallSid, tenant.line, tenant.tenantId],
    );
    const answer = await dial(call);
    expect(answer.body).toBe(FALLBACK_TWIML);
    expect(await waiting()).toBe(1);
    await recover();
    const corrected = { outcome: 'FALLBACK', reason: 'DATABASE_TIMEOUT', slot: null, twiml: FALLBACK_TWIML };
    await expect.poll(records).toEqual([corrected]);
    // A copy gets what the caller heard.
    expect((await dial(call)).body).toBe(FALLBACK_TWIML);
    const at = new Date().toISOString();
    const phoneNumber = tenant.line;
    const { text } = await server.clientOf(tenant).phone.explainRoute.query({ phoneNumber, at });
    expect(text).toContain("because the database didn't answer in time");
    await expectAllPlaces();
  });

  it('are logged in one line without a stack', async () => {
    await stall('ACCESS EXCLUSIVE');
    await dial();
    await recover();
    const log = await readFile(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
    const lines = log.split('\n').filter((line) => line.includes('a caller heard the fallback'));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      reason: 'Not done in 1200 ms',
      requestId: expect.stringMatching(/./),
    });
    expect(lines.join('')).not.toMatch(/"err"|stack/);
  });
});

describe('calls that the platform decides', () => {
  beforeEach(() => handledBy({ kind: 'PLATFORM' }));

  it('are decided in the record too, if the database recovers only after the answer', async () => {
    onAsked = (response) => void stall('SHARE').then(() => response.end(TWIML));
    expect((await dial()).body).toBe(TWIML);
    await recover();
    await expect.poll(records).toEqual([{ outcome: 'PLATFORM', reason: null, slot: null, twiml: TWIML }]);
  });

  it('are answered within 6 s, if the platform is silent and the database slow before and after', async () => {
    let asked = 0;
    let givenUp = 0;
    onAsked = (response) => {
      asked++;
      response.on('close', () => {
        givenUp = performance.now();
      });
    };
    await stall('SHARE');
    const began = performance.now();
    const answer = dial();
    await delay(900);
    await recover();
    await expect.poll(() => asked, { timeout: 3_000 }).toBe(1);
    await stall('SHARE');
    const { body, ms } = await answer;
    expect(body).toBe(FALLBACK_TWIML);
    expect(ms).toBeGreaterThan(4_500);
    expect(ms).toBeLessThan(6_000);
    await expect.poll(() => givenUp).toBeGreaterThan(began);
    // Some time is left for storing that.
    expect(givenUp - began).toBeLessThan(5_700);
    await recover();
    await expect.poll(async () => (await records())[0]?.outcome).toBe('FALLBACK');
  });

  it('are answered within 2 s of a stall, if they are copies that wait for the first one', async () => {
    const call = callTo(tenant);
    const asked = new Promise<ServerResponse>((resolve) => {
      onAsked = resolve;
    });
    const first = dial(call);
    const response = await asked;
    const copy = dial(call);
    await delay(200);
    await stall('ACCESS EXCLUSIVE');
    const { body, ms } = await copy;
    expect(body).toBe(FALLBACK_TWIML);
    expect(ms).toBeLessThan(2_000);
    response.end(TWIML);
    expect((await first).body).toBe(TWIML);
    await recover();
  });
});
