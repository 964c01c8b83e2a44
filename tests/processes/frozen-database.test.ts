import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { EMPTY_TWIML, FALLBACK_TWIML } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Network, openNetwork } from '../support/network.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, postUntilDecided, type VoiceTenant } from '../support/voice.ts';

const CALLS = 200;
const TWIML = '<Response><Say>From the platform</Say></Response>';

let network: Network;
let server: TestServer;
let greeter: VoiceTenant;
let asker: VoiceTenant;
let platform: Server;
let onAsked = () => {};

beforeAll(async () => {
  platform = createServer((_, response) => {
    onAsked();
    response.end(TWIML);
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  server = await startTestServer(
    {
      LINEKEEPER_VOICE_WEBHOOK_URL: `http://localhost:${(platform.address() as AddressInfo).port}`,
      LINEKEEPER_VOICE_WEBHOOK_SECRET: 's'.repeat(32),
      LINEKEEPER_VOICE_WEBHOOK_INTERNAL_HOSTS: 'localhost',
    },
    {
      reach: async (url) => {
        network = await openNetwork(url);
        return network.url;
      },
    },
  );
  const handling = { kind: 'GREETING', message: 'Hello' };
  [greeter] = (await createVoiceTenants(server, 1, { firstLine: 14155550200, handling })) as [VoiceTenant];
  [asker] = (await createVoiceTenants(server, 1, { firstLine: 14155550300 })) as [VoiceTenant];
});
afterAll(async () => {
  await network.close();
  platform.close();
});
beforeEach(async () => {
  network.restore();
  onAsked = () => {};
  const ready = await postUntilDecided(server.url, callTo(greeter), { token: greeter.authToken });
  expect(ready.body).toContain('Hello');
});

const dial = async (token?: string) => {
  const began = performance.now();
  const answer = await postCall(server.url, callTo(greeter), token === undefined ? {} : { token });
  return { ...answer, ms: performance.now() - began };
};
it.each(['swallows every byte', 'is gone'])(
  `while the network to the database ${'%s'}, ${CALLS} of ${CALLS} calls hear the fallback within 2 s, signed or not`,
  async (state) => {
    if (state === 'is gone') network.cut();
    else network.swallow();
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const answers = [];
    // Twenty at a time, as from many callers over some seconds.
    for (let i = 0; i < CALLS; i += 20) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 20 }, (_, n) => dial(n % 2 ? greeter.authToken : undefined)))),
      );
    }
    loop.disable();
    const slowest = Math.max(...answers.map(({ ms }) => ms));
    const blocked = loop.max / 1e6;
    console.info(
      `${state}: the slowest answer took ${slowest.toFixed(0)} ms, the loop at most ${blocked.toFixed(0)} ms`,
    );
    expect(answers).toHaveLength(CALLS);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set([`200 ${FALLBACK_TWIML}`]));
    expect(slowest).toBeLessThan(2_000);
    expect(blocked).toBeLessThan(200);

    network.restore();
    const thawed = performance.now();
    await expect
      .poll(async () => (await dial(greeter.authToken)).body, { timeout: 5_000, interval: 100 })
      .toContain('Hello');
    expect(performance.now() - thawed).toBeLessThan(5_000);
    expect((await dial()).status).toBe(403);
  },
);

it('a call that the platform has decided is connected even if the database freezes, and recorded when it is back', async () => {
  onAsked = () => network.swallow();
  const began = performance.now();
  const call = callTo(asker);
  const { status, body } = await postCall(server.url, call, { token: asker.authToken });
  expect([status, body]).toEqual([200, TWIML]);
  // Well below the time limit of a statement.
  expect(performance.now() - began).toBeLessThan(2_000);
  // The test reads the database directly.
  const record = async () =>
    (await server.db.sql('SELECT outcome, reason, twiml FROM linekeeper.calls WHERE call_sid = $1', [call.CallSid]))[0];
  expect(await record()).toEqual({ outcome: 'PENDING', reason: null, twiml: null });
  network.restore();
  const decided = { outcome: 'PLATFORM', reason: null, twiml: TWIML };
  await expect.poll(record, { timeout: 15_000 }).toEqual(decided);
  // A copy gets the stored decision, and the platform isn't asked again.
  let asked = 0;
  onAsked = () => asked++;
  expect((await postUntilDecided(server.url, call, { token: asker.authToken })).body).toBe(TWIML);
  expect(asked).toBe(0);
});

it('the end of a forwarded call is answered without the database, and other reports get 503 so that they are sent again', async () => {
  const call = callTo(greeter);
  await postUntilDecided(server.url, call, { token: greeter.authToken });
  network.swallow();
  const report = (more: Record<string, string>) =>
    postCall(server.url, { ...call, ...more }, { token: greeter.authToken, path: '/webhooks/twilio/status' });
  const [ofForward, ofCall] = await Promise.all([
    report({ DialCallStatus: 'completed' }),
    report({ CallStatus: 'completed' }),
  ]);
  expect([ofForward.status, ofForward.body]).toEqual([200, EMPTY_TWIML]);
  expect(ofCall.status).toBe(503);
});

it('the server closes in a few seconds although its database is frozen', async () => {
  await postUntilDecided(server.url, callTo(greeter), { token: greeter.authToken });
  network.swallow();
  const began = performance.now();
  await server[Symbol.asyncDispose]();
  expect(performance.now() - began).toBeLessThan(8_000);
});
