import type { CallHandling, SetHandlingInput } from '@linekeeper/contract';
import { FALLBACK_TWIML } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, postCall, type VoiceTenant } from '../support/voice.ts';

let server: TestServer;
let tenant: VoiceTenant;
let nextLine = 442079460100;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_FORWARDS_AT_ONCE: '3', LINEKEEPER_FORWARD_COUNTRIES: 'GB,IE' });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [tenant] = (await createVoiceTenants(server, 1, { firstLine: nextLine++, country: 'GB' })) as [VoiceTenant];
});

const set = (input: SetHandlingInput, person: TestPerson = tenant) =>
  server.clientOf(person).voice.setHandling.mutate(input);
const dial = async (more: Record<string, string> = {}) => {
  const call = callTo(tenant, more);
  return { call, ...(await postCall(server.url, call, { token: tenant.authToken })) };
};
const report = (call: Record<string, string>, more: Record<string, string>) =>
  postCall(server.url, { ...call, ...more }, { token: tenant.authToken, path: '/webhooks/twilio/status' });
const lastCalls = async () => (await server.clientOf(tenant).voice.listCalls.query()).calls;

describe('the handling of a call', () => {
  it.each([
    [
      { kind: 'FORWARD', phoneNumber: '020 7946 0018' },
      /<Dial action="http:\/\/localhost:\d+\/webhooks\/twilio\/status" method="POST" timeLimit="14400"><Number>\+442079460018<\/Number><\/Dial>/,
      'FORWARDED',
    ],
    [
      { kind: 'SIP', address: 'sip:desk@pbx.example:5061' },
      /<Dial [^>]*><Sip>sip:desk@pbx\.example:5061<\/Sip><\/Dial>/,
      'SIP',
    ],
    [
      { kind: 'STREAM', address: 'wss://media.example/in' },
      /<Connect><Stream url="wss:\/\/media\.example\/in"><Parameter name="tenantId" value="[^"]+"\/><Parameter name="line" value="\+44\d+"\/><\/Stream><\/Connect>/,
      'STREAM',
    ],
    [
      { kind: 'GREETING', message: 'Grüß <b>Gott</b> & "bye"', language: 'de-AT' },
      /<Say language="de-AT">Grüß &lt;b&gt;Gott&lt;\/b&gt; &amp; "bye"<\/Say><Hangup\/>/,
      'GREETED',
    ],
  ] as [SetHandlingInput, RegExp, string][])('is %j', async (input, twiml, outcome) => {
    expect(await set(input)).toMatchObject({ ok: true });
    const { status, body } = await dial();
    expect([status, body]).toEqual([200, expect.stringMatching(twiml)]);
    expect(await lastCalls()).toEqual([expect.objectContaining({ outcome, reason: null, simulated: false })]);
  });

  it('is the fallback if nobody has chosen, and the record says so', async () => {
    expect((await dial()).body).toBe(FALLBACK_TWIML);
    expect(await lastCalls()).toEqual([expect.objectContaining({ outcome: 'FALLBACK', reason: 'NOT_SET_UP' })]);
  });

  it.each([
    'sip:pbx.example',
    'http://pbx.example',
    'sip:a@b@c',
    'sip:a b@c.example',
    `sip:${'a'.repeat(300)}@c.example`,
  ])('is never the SIP address %s', async (address) => {
    await expect(set({ kind: 'SIP', address })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
  });

  it.each([
    'ws://media.example',
    'wss://u:p@media.example',
    'wss://media.example/?a=1',
    'wss://media.example/#a',
    'wss://',
  ])('is never the stream address %s', async (address) => {
    await expect(set({ kind: 'STREAM', address })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
  });

  it('is set over REST with a platform key for the company that it names, and by no key without the scope', async () => {
    const good = await createKey(server.db, { tenantId: null, scopes: ['call:update', 'tenant:act'] });
    const other = await createKey(server.db, { tenantId: null, scopes: ['routing:read', 'tenant:act'] });
    const ofNobody = await createKey(server.db, { tenantId: null, scopes: ['call:update'] });
    const put = (token: string, body: unknown, tenantId: string = tenant.tenantId) =>
      fetch(`${server.url}/api/call-handling`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'linekeeper-tenant': tenantId,
        },
        body: JSON.stringify(body),
      });
    const handling: CallHandling = { kind: 'GREETING', message: 'By REST' };
    const answer = await put(good.token, handling);
    expect([answer.status, await answer.json()]).toEqual([200, { handling }]);
    expect((await dial()).body).toContain('By REST');
    const forbidden = await put(other.token, handling);
    expect([forbidden.status, await forbidden.json()]).toMatchObject([
      403,
      { error: { message: expect.stringContaining('permission'), code: 'FORBIDDEN' } },
    ]);
    expect((await put(ofNobody.token, handling)).status).toBe(403);
    expect((await put('nobody', handling)).status).toBe(401);
    expect((await put(good.token, handling, 'no such company')).status).toBe(403);
    expect((await put(good.token, { kind: 'GREETING', message: '' })).status).toBe(400);
    const refused = await put(good.token, { kind: 'FORWARD', phoneNumber: '+881612345678' });
    expect(refused.status).toBe(422);
  });

  it('is the webhook of the platform only if there is one', async () => {
    const refused = await set({ kind: 'PLATFORM' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'NO_PLATFORM_WEBHOOK' } });
  });

  it('is changed by owners and admins only', async () => {
    const member = await createPerson(server.db, { role: 'member' });
    await expect(set({ kind: 'GREETING', message: 'x' }, member)).rejects.toMatchObject({
      data: { code: 'FORBIDDEN' },
    });
  });
});

describe('forwarding', () => {
  it.each([
    ['+881612345678', 'PHONE_INVALID|SATELLITE'],
    ['+8835100012345', 'PHONE_INVALID|SATELLITE'],
    ['+870773123456', 'PHONE_INVALID|SATELLITE'],
    ['+449012345678', 'PHONE_INVALID|KIND'],
    ['+447012345678', 'PHONE_INVALID|KIND'],
    ['+14155238886', 'COUNTRY'],
    ['+18765550123', 'COUNTRY'],
    ['+37120000000', 'COUNTRY'],
  ])('to %s is refused', async (phoneNumber, expected) => {
    const outcome = await set({ kind: 'FORWARD', phoneNumber });
    const error = outcome.ok
      ? 'OK'
      : outcome.error.code === 'FORWARD_REFUSED'
        ? outcome.error.reason
        : outcome.error.code;
    expect(expected.split('|')).toContain(error);
  });

  it('goes to the countries that the operator lists', async () => {
    expect(await set({ kind: 'FORWARD', phoneNumber: '+353 1 677 0095' })).toMatchObject({ ok: true });
    expect((await dial()).body).toContain('<Number>+35316770095</Number>');
    // The country was listed when the company chose it, and isn't listed any more.
    await server.db.sql('UPDATE linekeeper.tenants SET call_handling = $2 WHERE id = $1', [
      tenant.tenantId,
      JSON.stringify({ kind: 'FORWARD', phoneNumber: '+33142685300' }),
    ]);
    expect((await dial()).body).toBe(FALLBACK_TWIML);
    expect((await lastCalls())[0]).toMatchObject({ reason: 'FORWARD_COUNTRY', target: '+33142685300' });
  });

  it("to the company's own line is refused, even if it became its own later", async () => {
    const own = await set({ kind: 'FORWARD', phoneNumber: tenant.line });
    expect(own).toMatchObject({ ok: false, error: { reason: 'OWN_LINE' } });
    const another = `+${nextLine++}`;
    expect((await set({ kind: 'FORWARD', phoneNumber: another })).ok).toBe(true);
    await server.clientOf(tenant).phone.setInboundNumber.mutate({ phoneNumber: another });
    tenant.line = another;
    expect((await dial()).body).toBe(FALLBACK_TWIML);
    expect(await lastCalls()).toEqual([expect.objectContaining({ reason: 'FORWARD_OWN_LINE', target: another })]);
  });

  it('is limited to a number of calls at once, even if they come at the same moment', async () => {
    await set({ kind: 'FORWARD', phoneNumber: '+442079460018' });
    const dialled = await Promise.all(Array.from({ length: 12 }, () => dial()));
    const forwarded = dialled.filter(({ body }) => body.includes('<Dial'));
    expect(forwarded).toHaveLength(3);
    const records = await lastCalls();
    expect(records.filter(({ reason }) => reason === 'TOO_MANY_CALLS')).toHaveLength(9);
    // A call that ends makes room for another one.
    await report(forwarded[0]?.call ?? {}, { DialCallStatus: 'completed', DialCallDuration: '42' });
    const next = await Promise.all(Array.from({ length: 4 }, () => dial()));
    expect(next.filter(({ body }) => body.includes('<Dial'))).toHaveLength(1);
    // A call that is only answered makes no room.
    const answered = next.find(({ body }) => body.includes('<Dial'));
    await report(answered?.call ?? {}, { CallStatus: 'in-progress' });
    expect((await dial()).body).toBe(FALLBACK_TWIML);
    // A call whose end wasn't reported makes room when its longest possible time is over.
    await server.db.sql(`UPDATE linekeeper.calls SET at = at - interval '5 hours' WHERE tenant_id = $1`, [
      tenant.tenantId,
    ]);
    const later = await Promise.all(Array.from({ length: 5 }, () => dial()));
    expect(later.filter(({ body }) => body.includes('<Dial'))).toHaveLength(3);
  });
});

describe('the end of a call', () => {
  it('is noted, and the end of the forwarded half stays', async () => {
    await set({ kind: 'FORWARD', phoneNumber: '+442079460018' });
    const { call } = await dial();
    const answer = await report(call, { DialCallStatus: 'no-answer' });
    expect(answer).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
    await report(call, { CallStatus: 'completed', CallDuration: '17' });
    expect(await lastCalls()).toEqual([expect.objectContaining({ status: 'no-answer', durationSeconds: 17 })]);
  });

  it('is refused without a signature, from another company, and for an unknown call', async () => {
    await set({ kind: 'GREETING', message: 'x' });
    const { call } = await dial();
    const [stranger] = (await createVoiceTenants(server, 1, { firstLine: nextLine++ })) as [VoiceTenant];
    const path = '/webhooks/twilio/status';
    const ended = { ...call, CallStatus: 'completed', CallDuration: '99' };
    for (const answer of [
      await postCall(server.url, ended, { path }),
      await postCall(server.url, ended, { path, token: stranger.authToken }),
      await postCall(server.url, callTo(tenant), { path, token: tenant.authToken }),
    ]) {
      expect(answer.status).toBe(403);
    }
    expect((await lastCalls())[0]).toMatchObject({ status: null, durationSeconds: null });
  });

  it.each([
    ['a status of another form', { CallStatus: 'Completed!' }, 403, null],
    ['a status that is too long', { CallStatus: 'a'.repeat(21) }, 403, null],
    ['a duration of another form', { CallStatus: 'completed', CallDuration: '-1' }, 200, null],
    ['a duration', { CallStatus: 'completed', CallDuration: '7' }, 200, 7],
  ])('is stored as far as it is valid, if it comes with %s', async (_, more, expected, durationSeconds) => {
    await set({ kind: 'GREETING', message: 'x' });
    const { call } = await dial();
    expect((await report(call, more)).status).toBe(expected);
    expect((await lastCalls())[0]).toMatchObject({ status: expected === 200 ? 'completed' : null, durationSeconds });
  });

  it('is noted after the company has released the line', async () => {
    await set({ kind: 'GREETING', message: 'x' });
    const { call } = await dial();
    await server.clientOf(tenant).phone.releaseInboundNumber.mutate({});
    expect((await report(call, { CallStatus: 'completed', CallDuration: '5' })).status).toBe(200);
    expect((await lastCalls())[0]).toMatchObject({ status: 'completed', durationSeconds: 5 });
  });
});

it('a line is reached under its other spelling, and the record names the line itself', async () => {
  [tenant] = (await createVoiceTenants(server, 1, {
    firstLine: 970599123456,
    handling: { kind: 'GREETING', message: 'Shared' },
  })) as [VoiceTenant];
  const answer = await postCall(server.url, callTo({ ...tenant, line: '+972599123456' }), { token: tenant.authToken });
  expect(answer.body).toContain('Shared');
  expect((await lastCalls())[0]?.phoneNumber).toBe('+970599123456');
});
