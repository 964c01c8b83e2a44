import type { SetHandlingInput } from '@linekeeper/contract';
import { FALLBACK_TWIML } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, type VoiceTenant } from '../support/voice.ts';

let server: TestServer;
let tenant: VoiceTenant;
let nextLine = 442079465100;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_FORWARDS_AT_ONCE: '3' });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [tenant] = (await createVoiceTenants(server, 1, { firstLine: nextLine++, country: 'GB' })) as [VoiceTenant];
});

const set = (input: SetHandlingInput) => server.clientOf(tenant).voice.setHandling.mutate(input);
const dial = async () => {
  const call = callTo(tenant);
  return { call, ...(await postCall(server.url, call, { token: tenant.authToken })) };
};
const report = (call: Record<string, string>, more: Record<string, string>) =>
  postCall(server.url, { ...call, ...more }, { token: tenant.authToken, path: '/webhooks/twilio/status' });
const lastCalls = async () => (await server.clientOf(tenant).voice.listCalls.query()).calls;

describe('sending calls by SIP', () => {
  it("never goes to the provider's own service, even if it was stored earlier", async () => {
    const handling = { kind: 'SIP', address: 'sip:+19005550100@acme.pstn.twilio.com' } as const;
    expect(await set(handling)).toMatchObject({ ok: false, error: { code: 'FORWARD_REFUSED', reason: 'SIP_HOST' } });
    await server.db.sql('UPDATE linekeeper.tenants SET call_handling = $2 WHERE id = $1', [
      tenant.tenantId,
      JSON.stringify(handling),
    ]);
    expect((await dial()).body).toBe(FALLBACK_TWIML);
    expect((await lastCalls())[0]).toMatchObject({ reason: 'FORWARD_SIP_HOST', target: handling.address });
  });

  it('counts towards the limit on concurrent calls, as forwarding does', async () => {
    await set({ kind: 'SIP', address: 'sip:desk@pbx.example' });
    const dialled = [];
    for (let i = 0; i < 4; i++) dialled.push(await dial());
    expect(dialled.map(({ body }) => body.includes('<Sip>'))).toEqual([true, true, true, false]);
    await report(dialled[0]?.call ?? {}, { DialCallStatus: 'completed' });
    expect((await dial()).body).toContain('<Sip>');
  });
});
