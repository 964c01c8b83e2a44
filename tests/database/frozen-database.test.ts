import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FALLBACK_TWIML } from '@linekeeper/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Network, openNetwork } from '../support/network.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, type VoiceTenant } from '../support/voice.ts';

const CALLS = 200;

let network: Network;
let server: TestServer;
let tenant: VoiceTenant;
beforeAll(async () => {
  server = await startTestServer(
    {},
    {
      reach: async (url) => {
        network = await openNetwork(url);
        return network.url;
      },
    },
  );
  [tenant] = (await createVoiceTenants(server, 1, {
    firstLine: 14155550200,
    handling: { kind: 'GREETING', message: 'Hello' },
  })) as [VoiceTenant];
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await network.close();
});

const dial = async (token?: string) => {
  const began = performance.now();
  const answer = await postCall(server.url, callTo(tenant), token === undefined ? {} : { token });
  return { ...answer, ms: performance.now() - began };
};

it.each(['swallows every byte', 'is gone'])(
  `while the network to the database ${'%s'}, ${CALLS} of ${CALLS} calls hear the fallback within 2 s, signed or not`,
  async (state) => {
    expect((await dial(tenant.authToken)).body).toContain('Hello');
    if (state === 'is gone') network.cut();
    else network.swallow();
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    // Twenty at a time, as from many callers over some seconds.
    const answers = [];
    for (let i = 0; i < CALLS; i += 20) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 20 }, (_, n) => dial(n % 2 ? tenant.authToken : undefined)))),
      );
    }
    loop.disable();
    const slowest = Math.max(...answers.map(({ ms }) => ms));
    console.info(
      `${state}: the slowest answer took ${slowest.toFixed(0)} ms, the loop at most ${(loop.max / 1e6).toFixed(0)} ms`,
    );
    expect(answers).toHaveLength(CALLS);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set([`200 ${FALLBACK_TWIML}`]));
    expect(slowest).toBeLessThan(2_000);
    expect(loop.max / 1e6).toBeLessThan(200);

    network.restore();
    const thawed = performance.now();
    await expect
      .poll(async () => (await dial(tenant.authToken)).body, { timeout: 5_000, interval: 100 })
      .toContain('Hello');
    expect(performance.now() - thawed).toBeLessThan(5_000);
    expect((await dial()).status).toBe(403);
  },
);
