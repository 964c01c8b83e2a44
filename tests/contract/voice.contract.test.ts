import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanes } from '../support/lanes.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import {
  callTo,
  createVoiceTenants,
  newCallSid,
  type Posted,
  postUntilDecided as postCall,
  twilioSignature,
  type VoiceTenant,
} from '../support/voice.ts';

/** `pnpm test:calls` makes all of them. */
const MUTATIONS = process.env.TEST_LONG ? 10_000 : 200;
const REPLAYS = process.env.TEST_LONG ? 1_000 : 50;
const PAIRS = 100;

let server: TestServer;
let acme: VoiceTenant;
let refused: Posted;

const GREETING = { kind: 'GREETING', message: 'Welcome' };
const calls = () => server.db.sql('SELECT * FROM linekeeper.calls ORDER BY id');

beforeAll(async () => {
  server = await startTestServer();
  [acme] = (await createVoiceTenants(server, 1, { firstLine: 14155550100, handling: GREETING })) as [VoiceTenant];
  refused = await postCall(server.url, callTo({ ...acme, line: '+14155559999' }), { token: acme.authToken });
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a call', () => {
  it('that is signed by the account of the company that holds the line is answered with TwiML', async () => {
    const call = callTo(acme);
    const answer = await postCall(server.url, call, { token: acme.authToken });
    expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(answer.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Say>Welcome</Say><Hangup/></Response>');
    const [record] = await server.db.sql('SELECT * FROM linekeeper.calls WHERE call_sid = $1', [call.CallSid]);
    expect(record).toMatchObject({ tenant_id: acme.tenantId, e164: acme.line, outcome: 'GREETED', reason: null });
  });

  it('can be sent with a query, which is signed too', async () => {
    const path = '/webhooks/twilio/voice?from=console&x=1?2';
    const answer = await postCall(server.url, callTo(acme), { token: acme.authToken, path });
    expect(answer.status).toBe(200);
    const call = callTo(acme);
    expect(
      await postCall(server.url, call, { token: acme.authToken, path, publicUrl: 'http://other.example' }),
    ).toEqual(refused);
  });

  it.each([
    ['no signature', (call: Record<string, string>) => postCall(server.url, call, {})],
    ['an empty signature', (call: Record<string, string>) => postCall(server.url, call, { signature: '' })],
    ['a wrong token', (call: Record<string, string>) => postCall(server.url, call, { token: '0'.repeat(32) })],
    ['an empty token', (call: Record<string, string>) => postCall(server.url, call, { token: '' })],
  ])('with %s looks like one to a number that nobody holds', async (_, post) => {
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('FORBIDDEN') });
    expect(await post(callTo(acme))).toEqual(refused);
  });

  it('is refused if the company has stored no token, or only half of its account', async () => {
    const half = await createVoiceTenants(server, 3, { firstLine: 14155550110 });
    const [none, noSid, noToken] = half as [VoiceTenant, VoiceTenant, VoiceTenant];
    const strip = (key: string, { tenantId }: VoiceTenant) =>
      server.db.sql('UPDATE linekeeper.tenants SET twilio_config = twilio_config - $2::text WHERE id = $1', [
        tenantId,
        key,
      ]);
    await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [none.tenantId]);
    await strip('accountSid', noSid);
    await strip('authToken', noToken);
    for (const tenant of half) {
      expect(await postCall(server.url, callTo(tenant), { token: tenant.authToken })).toEqual(refused);
      expect(await postCall(server.url, callTo(tenant), { token: '' })).toEqual(refused);
    }
  });

  it('is refused if it is signed well but names another account', async () => {
    const call = callTo(acme, { AccountSid: `AC${'0'.repeat(32)}` });
    expect(await postCall(server.url, call, { token: acme.authToken })).toEqual(refused);
  });

  it('answers 4xx to other content types, repeated parameters, and too much', async () => {
    const post = (type: string, body: string) =>
      fetch(`${server.url}/webhooks/twilio/voice`, { method: 'POST', headers: { 'content-type': type }, body });
    const form = new URLSearchParams(callTo(acme)).toString();
    const statuses = await Promise.all(
      [
        post('application/json', JSON.stringify(callTo(acme))),
        post('text/plain', form),
        post('multipart/form-data; boundary=x', '--x--'),
        post('application/x-www-form-urlencoded', `${form}&To=%2B14155550100`),
        post('application/x-www-form-urlencoded', '%'.repeat(1_000)),
        post('application/x-www-form-urlencoded', ''),
        post('application/x-www-form-urlencoded', `${form}&x=${'x'.repeat(70_000)}`),
        fetch(`${server.url}/webhooks/twilio/voice`),
      ].map(async (response) => (await response).status),
    );
    expect(statuses).toEqual([415, 415, 415, 403, 403, 403, 413, 405]);
    const { error } = (await (await post('text/plain', form)).json()) as { error: { message: string } };
    expect(error.message).toBe('Send content-type: application/x-www-form-urlencoded');
  });

  it('with two signatures is refused', async () => {
    const call = callTo(acme);
    const body = new URLSearchParams(call).toString();
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(`${server.url}/webhooks/twilio/voice`, { method: 'POST' }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.setHeader('content-type', 'application/x-www-form-urlencoded');
      sent.setHeader('x-twilio-signature', ['a', 'b']);
      sent.on('error', reject).end(body);
    });
    expect(status).toBe(403);
  });
});

it(`${MUTATIONS} mutations of a good request are all refused`, async () => {
  const good = callTo(acme, { FromCity: 'LONDON', ApiVersion: '2010-04-01' });
  expect((await postCall(server.url, good, { token: acme.authToken })).status).toBe(200);
  const url = `${server.url.replace('127.0.0.1', 'localhost')}/webhooks/twilio/voice`;
  const signature = twilioSignature(acme.authToken, url, good);
  const names = Object.keys(good);
  const flip = (text: string, at: number, bit: number) =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
  const mutate = (i: number): Parameters<typeof postCall> => {
    const name = names[i % names.length] as string;
    const value = good[name] as string;
    switch (i % 6) {
      case 0: {
        // In base64, the last character before = has unused bits. The signature must match in these bits, too.
        const at = Math.floor(i / 6) % signature.length;
        const changed = signature[at] === 'A' ? 'B' : 'A';
        return [server.url, good, { signature: `${signature.slice(0, at)}${changed}${signature.slice(at + 1)}` }];
      }
      case 1:
        return [server.url, { ...good, [name]: flip(value, i % value.length, i % 3) }, { signature }];
      case 2:
        return [server.url, { ...good, [`Added${i}`]: i % 12 === 2 ? '' : 'x' }, { signature }];
      case 3:
        return [server.url, Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)), { signature }];
      case 4:
        return [server.url, good, { signature, path: `/webhooks/twilio/voice?x=${i}` }];
      default:
        return [server.url, { ...good, [`${name}x`]: value, [name]: `${value} ` }, { signature }];
    }
  };
  const before = (await calls()).length;
  const statuses = await inLanes(8, MUTATIONS, async (i) => (await postCall(...mutate(i))).status);
  expect(statuses.filter((status) => status !== 403)).toEqual([]);
  expect((await calls()).length).toBe(before);
});

it(`${PAIRS} attackers who sign with their own token reach no call of another company`, async () => {
  const victims = await createVoiceTenants(server, PAIRS, { firstLine: 442071230000, handling: GREETING });
  const attackers = await createVoiceTenants(server, PAIRS, { firstLine: 442071240000, handling: GREETING });
  const answers = await inLanes(8, PAIRS, async (i) => {
    const [victim, attacker] = [victims[i] as VoiceTenant, attackers[i] as VoiceTenant];
    return [
      await postCall(server.url, callTo({ ...attacker, line: victim.line }), { token: attacker.authToken }),
      await postCall(server.url, callTo(victim), { token: attacker.authToken }),
    ];
  });
  for (const answer of answers.flat()) expect(answer).toEqual(refused);
  const reached = await server.db.sql('SELECT FROM linekeeper.calls WHERE tenant_id = ANY($1)', [
    victims.map(({ tenantId }) => tenantId),
  ]);
  expect(reached).toEqual([]);
});

it('a spoofed Host or X-Forwarded header never changes the address that signatures are checked over', async () => {
  const port = new URL(server.url).port;
  const spoofs = ['evil.example', `evil.example:${port}`, 'localhost', '127.0.0.1', 'localhost:1'].flatMap((host) => [
    { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' },
    { 'x-forwarded-host': host },
    { forwarded: `host=${host};proto=https` },
    { 'x-original-host': host, 'x-forwarded-port': '443' },
  ]);
  expect(spoofs).toHaveLength(20);
  for (const headers of spoofs) {
    const host = Object.values(headers)[0] as string;
    for (const scheme of ['http', 'https']) {
      const publicUrl = `${scheme}://${host.replace(/^host=|;.*/g, '')}`;
      if (publicUrl === 'http://localhost') continue;
      const options = { token: acme.authToken, headers, publicUrl };
      expect([publicUrl, await postCall(server.url, callTo(acme), options)]).toEqual([publicUrl, refused]);
    }
    // The same headers don't change the answer to a valid request.
    expect((await postCall(server.url, callTo(acme), { token: acme.authToken, headers })).status).toBe(200);
  }
});

describe('a call that is reported again', () => {
  it(`${REPLAYS} times is one call with the same TwiML, until the line is released`, async () => {
    const [tenant] = (await createVoiceTenants(server, 1, { firstLine: 14155550130, handling: GREETING })) as [
      VoiceTenant,
    ];
    const call = callTo(tenant);
    const post = () => postCall(server.url, call, { token: tenant.authToken });
    const first = await post();
    // Another setting changes later calls, not this one.
    await server.clientOf(tenant).voice.setHandling.mutate({ kind: 'GREETING', message: 'Changed' });
    const answers = await inLanes(8, REPLAYS, post);
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([first.body]));
    expect(await server.db.sql('SELECT FROM linekeeper.calls WHERE call_sid = $1', [call.CallSid])).toHaveLength(1);
    await server.clientOf(tenant).phone.releaseInboundNumber.mutate({});
    for (const answer of await inLanes(8, REPLAYS, post)) expect(answer).toEqual(refused);
  });

  it('with its id on record for another company is a call of its own', async () => {
    const greet = (message: string) => ({ kind: 'GREETING', message });
    const [one] = (await createVoiceTenants(server, 1, { firstLine: 14155550140, handling: greet('One') })) as [
      VoiceTenant,
    ];
    const [two] = (await createVoiceTenants(server, 1, { firstLine: 14155550150, handling: greet('Two') })) as [
      VoiceTenant,
    ];
    const CallSid = newCallSid();
    for (const [tenant, greeting] of [
      [one, 'One'],
      [two, 'Two'],
      [one, 'One'],
    ] as const) {
      const answer = await postCall(server.url, callTo(tenant, { CallSid }), { token: tenant.authToken });
      expect(answer.body).toContain(`<Say>${greeting}</Say>`);
    }
    expect(await server.db.sql('SELECT FROM linekeeper.calls WHERE call_sid = $1', [CallSid])).toHaveLength(2);
  });

  it('1 ms apart is one call with the same TwiML', async () => {
    for (let round = 0; round < 10; round++) {
      const call = callTo(acme, { CallSid: newCallSid() });
      const post = () => postCall(server.url, call, { token: acme.authToken });
      const one = post();
      await new Promise((resolve) => setTimeout(resolve, 1));
      const [first, second] = await Promise.all([one, post()]);
      expect([first.status, second]).toEqual([200, first]);
      expect(await server.db.sql('SELECT FROM linekeeper.calls WHERE call_sid = $1', [call.CallSid])).toHaveLength(1);
    }
  });
});
