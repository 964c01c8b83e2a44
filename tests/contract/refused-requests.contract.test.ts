import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, hex, postCall, twilioSignature, type VoiceTenant } from '../support/voice.ts';

let server: TestServer;
let tenant: VoiceTenant;
let nextLine = 442079466000;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [tenant] = (await createVoiceTenants(server, 1, {
    firstLine: nextLine++,
    country: 'GB',
    handling: { kind: 'GREETING', message: 'Hello' },
  })) as [VoiceTenant];
});

const STATUS = '/webhooks/twilio/status';
const WRONG = { token: '0'.repeat(32) };
const lastRefused = async (of = tenant) => (await server.clientOf(of).voice.getSetup.query()).lastRefused;
const reasonOf = async () => (await lastRefused())?.reason;
const refuse = async (call = callTo(tenant), sent: Parameters<typeof postCall>[2] = WRONG) => {
  expect((await postCall(server.url, call, sent)).status).toBe(403);
};
const rows = () =>
  server.db.sql<{ at: Date; reason: string }>(
    'SELECT at, reason, xmin::text FROM linekeeper.refused_requests WHERE tenant_id = $1',
    [tenant.tenantId],
  );
/** Longer than a refused request waits until it's noted. */
const later = () => delay(2_500);
const SOON = { timeout: 10_000 };

it("the company sees when the last request for its line was refused, and which check didn't pass", async () => {
  expect(await lastRefused()).toBeNull();
  const began = Date.now();
  await refuse();
  await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
  const at = new Date((await lastRefused())?.at ?? 0).getTime();
  expect(Math.abs(at - began)).toBeLessThan(2_000);
});

it.each([
  ['that names another account', 'OTHER_ACCOUNT', async () => callTo({ ...tenant, accountSid: `AC${hex(16)}` })],
  [
    'if no account is stored',
    'NO_ACCOUNT',
    async () => {
      await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [tenant.tenantId]);
      return callTo(tenant);
    },
  ],
])('the reason of a refused request %s is %s', async (_, reason, call) => {
  await refuse(await call(), { token: tenant.authToken });
  await expect.poll(reasonOf, SOON).toBe(reason);
});

it('if the two addresses are swapped at the provider, no call is recorded, and the company sees why', async () => {
  const call = callTo(tenant);
  const { authToken: token } = tenant;
  // In this order: first the call comes to the status address, and then its report to the address for calls.
  await refuse(call, { token, path: STATUS });
  await expect.poll(reasonOf, SOON).toBe('SWAPPED_ADDRESSES');
  await refuse(
    { ...call, CallStatus: 'completed', CallDuration: '0', CallbackSource: 'call-progress-events' },
    { token },
  );
  await later();
  expect((await server.clientOf(tenant).voice.listCalls.query({})).calls).toEqual([]);
  expect(await server.clientOf(tenant).voice.getSetup.query()).toMatchObject({
    signedRequestSeen: false,
    callAnswered: false,
    lastRefused: { reason: 'SWAPPED_ADDRESSES' },
  });
});

it.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])(
  "a report with the status %s at the address for calls isn't a call",
  async (CallStatus) => {
    // A refused request that anybody can send doesn't delay the note.
    await refuse();
    await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
    await refuse(callTo(tenant, { CallStatus }), { token: tenant.authToken });
    await expect.poll(reasonOf, SOON).toBe('SWAPPED_ADDRESSES');
    await refuse(callTo(tenant, { CallStatus: 'ringing', CallbackSource: 'x' }), { token: tenant.authToken });
    expect((await server.clientOf(tenant).voice.listCalls.query({})).calls).toEqual([]);
  },
);

it('a report at the address for calls about a call that was served is refused without a trace', async () => {
  const call = callTo(tenant);
  expect((await postCall(server.url, call, { token: tenant.authToken })).status).toBe(200);
  await refuse({ ...call, CallStatus: 'completed' }, { token: tenant.authToken });
  await later();
  expect(await lastRefused()).toBeNull();
});

it('an address with a slash at its end is accepted if the signature is made with it', async () => {
  const call = callTo(tenant);
  const { authToken: token } = tenant;
  const signed = { token, path: '/webhooks/twilio/voice/' };
  expect(await postCall(server.url, call, signed)).toMatchObject({
    status: 200,
    body: expect.stringContaining('Hello'),
  });
  const url = `${server.url.replace('127.0.0.1', 'localhost')}/webhooks/twilio/voice`;
  const other = callTo(tenant);
  await refuse(other, { ...signed, signature: twilioSignature(token, url, other) });
  const ended = { ...call, CallStatus: 'completed' };
  expect((await postCall(server.url, ended, { token, path: `${STATUS}/` })).status).toBe(200);
});

it('a request about a call that lasts is answered', async () => {
  const call = callTo(tenant, { CallStatus: 'in-progress' });
  expect((await postCall(server.url, call, { token: tenant.authToken })).status).toBe(200);
});

it("a call at the status address leaves no trace if it isn't signed for that address", async () => {
  await refuse(callTo(tenant), { ...WRONG, path: STATUS });
  const url = `${server.url.replace('127.0.0.1', 'localhost')}/webhooks/twilio/voice`;
  const call = callTo(tenant);
  await refuse(call, { signature: twilioSignature(tenant.authToken, url, call), path: STATUS });
  await later();
  expect(await lastRefused()).toBeNull();
});

it('100 refused requests within a minute are written once, and one after a minute again', async () => {
  for (let i = 0; i < 50; i++) await refuse();
  await expect.poll(rows, SOON).toHaveLength(1);
  const first = await rows();
  for (let i = 0; i < 50; i++) await refuse(callTo(tenant), {});
  await later();
  expect(await rows()).toEqual(first);
  const hour = "UPDATE linekeeper.refused_requests SET at = at - interval '1 hour' WHERE tenant_id = $1";
  await server.db.sql(hour, [tenant.tenantId]);
  await refuse();
  await expect.poll(async () => (await rows())[0]?.at.getTime() ?? 0, SOON).toBeGreaterThan(Date.now() - 60_000);
});

it('a refused request is forgotten after a call that passes or a change of the account, and the next one is noted at once', async () => {
  await refuse();
  await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
  const { voice } = server.clientOf(tenant);
  const next = { accountSid: tenant.accountSid, authToken: hex(16) };
  await voice.setCredentials.mutate(next);
  expect(await lastRefused()).toBeNull();
  // The new token is wrong, too.
  await refuse();
  await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
  expect((await postCall(server.url, callTo(tenant), { token: next.authToken })).status).toBe(200);
  expect(await lastRefused()).toBeNull();
  expect(await voice.getSetup.query()).toMatchObject({ signedRequestSeen: true, callAnswered: true });
});

it("a stranger's request doesn't change what the company's calls have shown", async () => {
  expect((await postCall(server.url, callTo(tenant), { token: tenant.authToken })).status).toBe(200);
  await refuse(callTo(tenant), {});
  await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
  const setup = await server.clientOf(tenant).voice.getSetup.query();
  expect(setup).toMatchObject({ signedRequestSeen: true, callAnswered: true });
});

it("a simulated call, a number that nobody holds, and another company's line leave no trace", async () => {
  const [other] = (await createVoiceTenants(server, 1, { firstLine: nextLine++ })) as [VoiceTenant];
  await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [tenant.tenantId]);
  const { steps } = await server.clientOf(tenant).voice.simulateCall.mutate({});
  expect(steps.at(-1)).toMatchObject({ step: 'CREDENTIALS', passed: false });
  const count = async () => (await server.db.sql('SELECT FROM linekeeper.refused_requests')).length;
  const before = await count();
  await refuse(callTo({ ...tenant, line: '+442079469999' }));
  await refuse(callTo(other));
  await expect.poll(() => lastRefused(other), SOON).toMatchObject({ reason: 'SIGNATURE' });
  expect([await lastRefused(), await count()]).toEqual([null, before + 1]);
});

it('a refused request for a number that was changed since is forgotten', async () => {
  await refuse();
  await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
  const changed = await server.clientOf(tenant).phone.setInboundNumber.mutate({ phoneNumber: `+${nextLine++}` });
  expect([changed.ok, await lastRefused()]).toEqual([true, null]);
});

it('the answer never waits for the note', async () => {
  const blocker = new pg.Client(server.db.ownerUrl);
  await blocker.connect();
  await blocker.query('BEGIN; LOCK TABLE linekeeper.refused_requests IN ACCESS EXCLUSIVE MODE');
  const began = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => refuse()));
  await later();
  await Promise.all(Array.from({ length: 20 }, () => refuse()));
  expect(performance.now() - began).toBeLessThan(5_000);
  // One connection waits, and no more, so calls are still answered.
  const waiting = await server.db.sql(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect(waiting).toHaveLength(1);
  expect((await postCall(server.url, callTo(tenant), { token: tenant.authToken })).status).toBe(200);
  await blocker.query('ROLLBACK');
  await blocker.end();
});

it('a company that is deleted leaves no trace of refused requests', async () => {
  await refuse();
  await expect.poll(rows, SOON).toHaveLength(1);
  await server.db.sql('DELETE FROM linekeeper.lines WHERE tenant_id = $1', [tenant.tenantId]);
  await server.db.sql('DELETE FROM linekeeper.tenants WHERE id = $1', [tenant.tenantId]);
  expect(await rows()).toEqual([]);
});
