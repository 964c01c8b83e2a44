import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FALLBACK_TWIML } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, postUntilDecided, type VoiceTenant } from '../support/voice.ts';

const SECRET = 'the secret of the webhook, 32 or more';
const TWIML = '<?xml version="1.0"?><Response><Say>From the platform</Say></Response>';

let server: TestServer;
let platform: Server;
let tenant: VoiceTenant;
let asked: { request: IncomingMessage; body: string }[] = [];
let answer: (response: ServerResponse) => void;
let nextLine = 442079463000;

beforeAll(async () => {
  const port = await freePort();
  platform = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ request, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => platform.listen(port, '127.0.0.1', resolve));
  server = await startTestServer({
    LINEKEEPER_VOICE_WEBHOOK_URL: `http://localhost:${port}/voice`,
    LINEKEEPER_VOICE_WEBHOOK_SECRET: SECRET,
    LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS: 'localhost',
  });
});
afterAll(async () => {
  platform.closeAllConnections();
  platform.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  asked = [];
  answer = (response) => response.setHeader('content-type', 'text/xml').end(TWIML);
  [tenant] = (await createVoiceTenants(server, 1, {
    firstLine: nextLine++,
    handling: { kind: 'PLATFORM' },
  })) as [VoiceTenant];
});

const lastCall = async () => (await server.clientOf(tenant).voice.listCalls.query()).calls[0];

it('the platform is asked once, with the company and a signature, and its TwiML is relayed as it is', async () => {
  const call = callTo(tenant);
  // The copy arrives while the platform is being asked.
  answer = (response) => void setTimeout(() => response.end(TWIML), 300);
  const post = () => postUntilDecided(server.url, call, { token: tenant.authToken });
  const answers = await Promise.all([post(), post(), post()]);
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, TWIML]));
  expect(asked).toHaveLength(1);
  const { request, body } = asked[0] as (typeof asked)[0];
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({ ...call, TenantId: tenant.tenantId });
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
  expect(id).toBe(call.CallSid);
  expect(Math.abs(Number(at) - Date.now() / 1_000)).toBeLessThan(5);
  expect(signature).toBe(
    `v1,${createHmac('sha256', SECRET)
      .update(`${String(id)}.${String(at)}.${body}`)
      .digest('base64')}`,
  );
  expect(await lastCall()).toMatchObject({ outcome: 'PLATFORM', reason: null });
});

it.each([
  ['WEBHOOK_STATUS', (response: ServerResponse) => void response.writeHead(500).end(TWIML)],
  ['WEBHOOK_REDIRECT', (response: ServerResponse) => void response.writeHead(302, { location: '/x' }).end()],
  [
    'WEBHOOK_TOO_LARGE',
    (response: ServerResponse) => void response.end(`<Response>${' '.repeat(10_000_000)}</Response>`),
  ],
  ['WEBHOOK_NOT_TWIML', (response: ServerResponse) => void response.end('{"say":"hello"}')],
  ['WEBHOOK_NOT_TWIML', (response: ServerResponse) => void response.end('<Response><Say>unclosed</Response>')],
  ['WEBHOOK_NOT_TWIML', (response: ServerResponse) => void response.end('<html></html>')],
  [
    'WEBHOOK_NOT_TWIML',
    (response: ServerResponse) => void response.end('<!DOCTYPE x [<!ENTITY a "b">]><Response>&a;</Response>'),
  ],
  ['WEBHOOK_NOT_TWIML', (response: ServerResponse) => void response.end('')],
  ['WEBHOOK_UNREACHABLE', (response: ServerResponse) => void response.destroy()],
  ['WEBHOOK_TIMEOUT', () => {}],
  ['WEBHOOK_TIMEOUT', (response: ServerResponse) => void response.write('<Response>')],
] as [string, (response: ServerResponse) => void][])(
  'the caller hears the fallback within 6 s and the record says %s',
  async (reason, respond) => {
    answer = respond;
    const began = performance.now();
    const { status, body } = await postCall(server.url, callTo(tenant), { token: tenant.authToken });
    expect([status, body]).toEqual([200, FALLBACK_TWIML]);
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(await lastCall()).toMatchObject({ outcome: 'FALLBACK', reason });
  },
);

it('a simulated call says so to the platform', async () => {
  const { twiml } = await server.clientOf(tenant).voice.simulateCall.mutate({});
  expect(twiml).toBe(TWIML);
  expect(new URLSearchParams(asked[0]?.body).get('Simulated')).toBe('true');
});

it("a call can't name another company or number in a way that only some frameworks read", async () => {
  const twins = [
    'tenantid',
    'TenantId[]',
    'TenantId[0]',
    'TenantId ',
    'Tenant.Id',
    'simulated',
    'Simulated[]',
    'to',
    'To[]',
  ];
  const call = callTo(tenant, {
    'SipHeader_X-Desk': '7',
    ...Object.fromEntries(twins.map((name) => [name, 'another'])),
  });
  expect((await postUntilDecided(server.url, call, { token: tenant.authToken })).body).toBe(TWIML);
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    ...Object.fromEntries(Object.entries(call).filter(([name]) => !twins.includes(name))),
    TenantId: tenant.tenantId,
  });
});

it("a call can't claim to be simulated, or name another company", async () => {
  const call = callTo(tenant, { TenantId: 'another', Simulated: 'true' });
  expect((await postUntilDecided(server.url, call, { token: tenant.authToken })).body).toBe(TWIML);
  const sent = new URLSearchParams(asked[0]?.body);
  expect([sent.getAll('TenantId'), sent.getAll('Simulated')]).toEqual([[tenant.tenantId], []]);
});

it('a copy that waits for the platform is refused if the line is released meanwhile', async () => {
  const call = callTo(tenant);
  const post = () => postCall(server.url, call, { token: tenant.authToken });
  const asking = new Promise<ServerResponse>((resolve) => {
    answer = resolve;
  });
  const first = post();
  const response = await asking;
  const copy = post();
  await server.clientOf(tenant).phone.releaseInboundNumber.mutate({});
  expect((await copy).status).toBe(403);
  response.end(TWIML);
  // The company held the line when this call came in.
  expect((await first).body).toBe(TWIML);
});

it('the platform decides if the company has not chosen', async () => {
  await server.db.sql('UPDATE linekeeper.tenants SET call_handling = NULL WHERE id = $1', [tenant.tenantId]);
  expect((await postUntilDecided(server.url, callTo(tenant), { token: tenant.authToken })).body).toBe(TWIML);
});
