import { openDatabase } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, hex, postCall, type VoiceTenant } from '../support/voice.ts';

const PLATFORM = { accountSid: `AC${hex(16)}`, authToken: hex(16) };

let server: TestServer;
let owner: TestPerson;
let line: string;
let nextLine = 442079461000;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  owner = await createPerson(server.db, { country: 'GB' });
  line = `+${nextLine++}`;
});

const client = () => server.clientOf(owner);

it('a company goes from nothing to its first answered call, and the setup follows', async () => {
  const { voice, phone } = client();
  const credentials = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  expect(await voice.getSetup.query()).toMatchObject({
    voiceUrl: expect.stringMatching(/\/webhooks\/twilio\/voice$/),
    accountSid: null,
    handling: null,
    signedRequestSeen: false,
    callAnswered: false,
  });
  await phone.setInboundNumber.mutate({ phoneNumber: line });
  expect(await voice.setCredentials.mutate(credentials)).toEqual({ accountSid: credentials.accountSid });
  const incoming = callTo({ line, accountSid: credentials.accountSid });
  expect((await postCall(server.url, incoming, { token: credentials.authToken })).status).toBe(200);
  expect(await voice.getSetup.query()).toMatchObject({
    accountSid: credentials.accountSid,
    signedRequestSeen: true,
    callAnswered: false,
  });
  await voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' });
  await postCall(server.url, callTo({ line, accountSid: credentials.accountSid }), { token: credentials.authToken });
  expect(await voice.getSetup.query()).toMatchObject({ callAnswered: true });
  expect(JSON.stringify([await voice.getSetup.query(), await voice.listCalls.query()])).not.toContain(
    credentials.authToken,
  );
  // Replaced, not added.
  const others = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await voice.setCredentials.mutate(others);
  const old = callTo({ line, accountSid: credentials.accountSid });
  expect((await postCall(server.url, old, { token: credentials.authToken })).status).toBe(403);
  const fresh = callTo({ line, accountSid: others.accountSid });
  expect((await postCall(server.url, fresh, { token: others.authToken })).status).toBe(200);
});

describe('a simulated call', () => {
  it('stops at the check that fails', async () => {
    const { voice, phone } = client();
    expect((await voice.simulateCall.mutate({})).steps).toEqual([
      expect.objectContaining({ step: 'LINE', passed: false }),
    ]);
    await phone.setInboundNumber.mutate({ phoneNumber: line });
    expect((await voice.simulateCall.mutate({})).steps.map(({ step, passed }) => [step, passed])).toEqual([
      ['LINE', true],
      ['CREDENTIALS', false],
    ]);
  });

  it('passes every check, is marked, and counts for nothing', async () => {
    const { voice, phone } = client();
    await phone.setInboundNumber.mutate({ phoneNumber: line });
    await voice.setCredentials.mutate({ accountSid: `AC${hex(16)}`, authToken: hex(16) });
    await voice.setHandling.mutate({ kind: 'FORWARD', phoneNumber: '+442079460018' });
    for (let i = 0; i < 12; i++) {
      const { steps, twiml, outcome } = await voice.simulateCall.mutate({});
      expect(steps.map(({ step, passed }) => [step, passed])).toEqual(
        ['LINE', 'CREDENTIALS', 'SIGNATURE', 'ACCOUNT', 'ANSWER'].map((step) => [step, true]),
      );
      // More than can be forwarded at once: a simulated call takes no place.
      expect([outcome, twiml]).toEqual(['FORWARDED', expect.stringContaining('<Number>+442079460018</Number>')]);
    }
    expect((await voice.listCalls.query()).calls[0]).toMatchObject({ simulated: true });
    expect(await voice.getSetup.query()).toMatchObject({ signedRequestSeen: false, callAnswered: false });
  });
});

it('a platform with one account serves companies without one, and companies with their own', async () => {
  await using shared = await startTestServer({
    TWILIO_ACCOUNT_SID: PLATFORM.accountSid,
    TWILIO_AUTH_TOKEN: PLATFORM.authToken,
  });
  const greeting = { kind: 'GREETING', message: 'Hello' };
  const [own, none] = (await createVoiceTenants(shared, 2, { firstLine: 442079462000, handling: greeting })) as [
    VoiceTenant,
    VoiceTenant,
  ];
  await shared.db.sql('UPDATE linekeeper.tenants SET twilio_config = NULL WHERE id = $1', [none.tenantId]);
  const post = (to: VoiceTenant, accountSid: string, token: string) =>
    postCall(shared.url, callTo({ line: to.line, accountSid }), { token }).then(({ status }) => status);
  expect(await post(none, PLATFORM.accountSid, PLATFORM.authToken)).toBe(200);
  expect(await post(own, PLATFORM.accountSid, PLATFORM.authToken)).toBe(200);
  expect(await post(own, own.accountSid, own.authToken)).toBe(200);
  // Neither account speaks for the other.
  expect(await post(own, PLATFORM.accountSid, own.authToken)).toBe(403);
  expect(await post(own, own.accountSid, PLATFORM.authToken)).toBe(403);
  expect(await post(none, own.accountSid, own.authToken)).toBe(403);
});

describe('an explanation', () => {
  it('says who held the line, since when, who claimed it, and what became of the call', async () => {
    const { voice, phone } = client();
    const credentials = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
    await phone.setInboundNumber.mutate({ phoneNumber: line });
    await voice.setCredentials.mutate(credentials);
    await voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' });
    await postCall(server.url, callTo({ line, accountSid: credentials.accountSid }), { token: credentials.authToken });
    const at = new Date().toISOString();
    const explained = await phone.explainRoute.query({ phoneNumber: line, at });
    expect(explained).toMatchObject({
      holder: { tenantId: owner.tenantId, kind: 'CLAIMED', actor: { type: 'PERSON', name: 'Person' } },
      call: { outcome: 'GREETED' },
    });
    expect(explained.text).toMatch(
      /^At \d{4}-\d\d-\d\d \d\d:\d\d UTC the line \+44 20 7946 1\d{3} belonged to Company \S+ since \d{4}-\d\d-\d\d \(claimed by Person\)\. Call at .* UTC: signature valid; greeted; decided in \d+ ms\.$/,
    );
    const db = server.db;
    const printed = await linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, 'explain', line);
    expect([printed.code, printed.out.split('. ')[0]]).toEqual([0, expect.stringContaining('belonged to Company')]);
  });

  it('tells a company nothing about times at which it did not hold the line, nor about calls of others', async () => {
    const other = await createPerson(server.db);
    const before = new Date();
    const { phone } = server.clientOf(other);
    await phone.setInboundNumber.mutate({ phoneNumber: line });
    await server.db.sql(
      `INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome) VALUES ($1, $2, $3, 'GREETED')`,
      [`CA${hex(16)}`, line, other.tenantId],
    );
    const at = new Date().toISOString();
    const asked = await client().phone.explainRoute.query({ phoneNumber: line, at });
    expect(asked).toMatchObject({ holder: null, call: null });
    expect(JSON.stringify(asked)).not.toContain(other.tenantId);
    expect((await phone.explainRoute.query({ phoneNumber: line, at: before.toISOString() })).holder).toBeNull();
    const operator = openDatabase({ url: server.db.url, poolSize: 1 });
    const all = await operator.operator.explainRoute(line as never, new Date());
    await operator.close();
    expect(all).toMatchObject({ holder: { tenantId: other.tenantId }, call: { outcome: 'GREETED' } });
  });
});

it('credentials of the legacy REST endpoint check calls too, and are never stored in clear', async () => {
  const token = hex(16);
  const accountSid = `AC${hex(16)}`;
  await client().phone.setInboundNumber.mutate({ phoneNumber: line });
  await client().voice.setHandling.mutate({ kind: 'GREETING', message: 'Legacy' });
  const patched = await fetch(`${server.url}/api/organization/info`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ twilioConfig: { accountSid, authToken: token } }),
  });
  expect(patched.status).toBe(200);
  expect(await patched.text()).not.toContain(token);
  expect((await postCall(server.url, callTo({ line, accountSid }), { token })).body).toContain('Legacy');
  const stored = await server.db.sql('SELECT twilio_config::text AS text FROM linekeeper.tenants WHERE id = $1', [
    owner.tenantId,
  ]);
  expect(JSON.stringify(stored)).not.toContain(token);
});
