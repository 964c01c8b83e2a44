import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import {
  callTo,
  createVoiceTenants,
  getCall,
  hex,
  postCall,
  twilioSignature,
  type VoiceTenant,
} from '../support/voice.ts';

let server: TestServer;
let tenant: VoiceTenant;
let nextLine = 442079467000;
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

const VOICE = '/webhooks/twilio/voice';
const STATUS = '/webhooks/twilio/status';
const setup = () => server.clientOf(tenant).voice.getSetup.query();
const reasonOf = async () => (await setup()).lastRefused?.reason;
const calls = async () => (await server.clientOf(tenant).voice.listCalls.query({})).calls;
/** Sends it with GET, which is always answered the same. */
const get = async (call: Record<string, string>, sent: Parameters<typeof getCall>[2]) => {
  const response = await getCall(server.url, call, sent);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await response.json()).toMatchObject({ error: { message: 'Use POST' } });
};
/** Longer than a refused request waits until it's noted. */
const later = () => delay(2_500);
const SOON = { timeout: 10_000 };

it.each([VOICE, `${VOICE}/`, STATUS])(
  'a call that the provider sends with GET to %s is refused, and the company sees why',
  async (path) => {
    // A refused request that anybody can send doesn't delay the note.
    await postCall(server.url, callTo(tenant), { token: hex(16) });
    await expect.poll(reasonOf, SOON).toBe('SIGNATURE');
    await get(callTo(tenant), { token: tenant.authToken, path });
    await expect.poll(reasonOf, SOON).toBe('WRONG_METHOD');
    expect(await setup()).toMatchObject({ signedRequestSeen: false, callAnswered: false });
    expect(await calls()).toEqual([]);
    // Once Twilio is set to POST, the note is forgotten.
    expect((await postCall(server.url, callTo(tenant), { token: tenant.authToken })).status).toBe(200);
    expect(await reasonOf()).toBeUndefined();
  },
);

it("a call with GET leaves no trace if its address isn't signed with the company's token", async () => {
  await get(callTo(tenant), {});
  await get(callTo(tenant), { token: hex(16) });
  // Signed with the token of another company.
  const [other] = (await createVoiceTenants(server, 1, { firstLine: nextLine++ })) as [VoiceTenant];
  await get(callTo(tenant), { token: other.authToken });
  // It names another account.
  await get(callTo({ ...tenant, accountSid: `AC${hex(16)}` }), { token: tenant.authToken });
  // Signed like a form, or for another address.
  const call = callTo(tenant);
  const signedAs = async (signature: string) => {
    const headers = { 'x-twilio-signature': signature };
    expect((await fetch(`${server.url}${VOICE}?${new URLSearchParams(call)}`, { headers })).status).toBe(405);
  };
  const publicUrl = server.url.replace('127.0.0.1', 'localhost');
  await signedAs(twilioSignature(tenant.authToken, `${publicUrl}${VOICE}`, call));
  await signedAs(twilioSignature(tenant.authToken, `${publicUrl}${STATUS}?${new URLSearchParams(call)}`, {}));
  await later();
  expect(
    await server.db.sql('SELECT FROM linekeeper.refused_requests WHERE tenant_id = $1', [tenant.tenantId]),
  ).toEqual([]);
});

it.each([
  ['a report', { CallStatus: 'completed' }],
  ['a report about progress', { CallbackSource: 'call-progress-events' }],
  ['the end of a forwarded call', { DialCallStatus: 'completed' }],
])('%s with GET leaves no trace, because it says nothing about new calls', async (_, more) => {
  await get(callTo(tenant, more), { token: tenant.authToken });
  await later();
  expect(await reasonOf()).toBeUndefined();
});

it('a call with GET that is on record leaves no trace, because its caller was served', async () => {
  const call = callTo(tenant);
  expect((await postCall(server.url, call, { token: tenant.authToken })).status).toBe(200);
  await get(call, { token: tenant.authToken });
  await later();
  expect(await reasonOf()).toBeUndefined();
});

it('other methods leave no trace', async () => {
  const search = new URLSearchParams(callTo(tenant)).toString();
  const url = `${server.url.replace('127.0.0.1', 'localhost')}${VOICE}?${search}`;
  const headers = { 'x-twilio-signature': twilioSignature(tenant.authToken, url, {}) };
  for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE']) {
    expect((await fetch(`${server.url}${VOICE}?${search}`, { method, headers })).status).toBe(405);
  }
  await later();
  expect(await reasonOf()).toBeUndefined();
});
