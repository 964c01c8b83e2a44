import { NO_PUBLIC_ADDRESS } from '@linekeeper/contract';
import { explainAnyRoute, openDatabase } from '@linekeeper/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../support/command-line.ts';
import { operatorOf } from '../support/rows-of.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, hex, postCall } from '../support/voice.ts';

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

it('the setup shows each step of a company from nothing to its first answered call', async () => {
  const { voice, phone } = client();
  const credentials = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  expect(await voice.getSetup.query()).toMatchObject({
    voiceUrl: null,
    statusUrl: null,
    accountSid: null,
    handling: null,
    signedRequestSeen: false,
    callAnswered: false,
  });
  await phone.setInboundNumber.mutate({ phoneNumber: line });
  const { accountSid } = credentials;
  expect(await voice.setCredentials.mutate(credentials)).toEqual({ accountSid, change: 'CHANGED' });
  expect(await voice.setCredentials.mutate(credentials)).toEqual({ accountSid, change: 'SAME' });
  const token = { ...credentials, authToken: hex(16) };
  expect(await voice.setCredentials.mutate(token)).toEqual({ accountSid, change: 'CHANGED' });
  expect(await voice.setCredentials.mutate(credentials)).toEqual({ accountSid, change: 'CHANGED' });
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

it('calls from before the account or the number changed no longer show that the line works', async () => {
  const { voice, phone } = client();
  const credentials = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await phone.setInboundNumber.mutate({ phoneNumber: line });
  await voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' });
  await voice.setCredentials.mutate(credentials);
  const [working, waiting] = [true, false].map((is) => ({ signedRequestSeen: is, callAnswered: is }));
  const receive = async () => {
    const call = callTo({ line, accountSid: credentials.accountSid });
    expect((await postCall(server.url, call, { token: credentials.authToken })).status).toBe(200);
    expect(await voice.getSetup.query()).toMatchObject(working as object);
  };
  await receive();
  await voice.setCredentials.mutate({ ...credentials, authToken: hex(16) });
  expect(await voice.getSetup.query()).toMatchObject(waiting as object);
  await voice.setCredentials.mutate(credentials);
  expect(await voice.getSetup.query()).toMatchObject(waiting as object);
  await receive();
  await phone.releaseInboundNumber.mutate({});
  expect(await voice.getSetup.query()).toMatchObject({ ...waiting, callsCountFrom: null });
  const claimed = await phone.setInboundNumber.mutate({ phoneNumber: line });
  expect(await voice.getSetup.query()).toMatchObject({ ...waiting, callsCountFrom: expect.any(String) });
  expect(claimed).toMatchObject({ ok: true });
  await receive();
});

it("an account that doesn't fit into the company's settings is refused without a fault", async () => {
  const greeting = 'x'.repeat(65_500);
  await server.db.sql('UPDATE linekeeper.tenants SET twilio_config = $2 WHERE id = $1', [
    owner.tenantId,
    JSON.stringify({ greeting }),
  ]);
  const refused = client().voice.setCredentials.mutate({ accountSid: `AC${hex(16)}`, authToken: hex(16) });
  await expect(refused).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
});

it('the account is replaced by people only, not by a key that can change call handling', async () => {
  const { token } = await createKey(server.db, { tenantId: owner.tenantId, scopes: ['call:update'] });
  const { voice } = server.clientOf({ ...owner, token });
  expect(await voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' })).toMatchObject({ ok: true });
  const replaced = voice.setCredentials.mutate({ accountSid: `AC${hex(16)}`, authToken: hex(16) });
  await expect(replaced).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } });
});

it("the account's SID is whole for people who can change the account, and masked for members and keys", async () => {
  const accountSid = `AC${hex(16)}`;
  await client().voice.setCredentials.mutate({ accountSid, authToken: hex(16) });
  const { token } = await createKey(server.db, { tenantId: owner.tenantId, scopes: ['call:update'] });
  const sidFor = async (caller: TestPerson) => (await server.clientOf(caller).voice.getSetup.query()).accountSid;
  const masked = `…${accountSid.slice(-4)}`;
  expect([await sidFor(owner), await sidFor({ ...owner, token })]).toEqual([accountSid, masked]);
  await server.db.sql("UPDATE linekeeper.members SET role = 'member' WHERE tenant_id = $1", [owner.tenantId]);
  expect(await sidFor(owner)).toBe(masked);
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

  it("passes every check, is marked as simulated, and isn't counted as a call", async () => {
    const { voice, phone } = client();
    await phone.setInboundNumber.mutate({ phoneNumber: line });
    await voice.setCredentials.mutate({ accountSid: `AC${hex(16)}`, authToken: hex(16) });
    await voice.setHandling.mutate({ kind: 'FORWARD', phoneNumber: '+442079460018' });
    for (let i = 0; i < 12; i++) {
      const { steps, twiml, outcome } = await voice.simulateCall.mutate({});
      expect(steps.map(({ step, passed }) => [step, passed])).toEqual(
        ['LINE', 'CREDENTIALS', 'SIGNATURE', 'ACCOUNT', 'ANSWER'].map((step) => [step, true]),
      );
      // This server's public address isn't set.
      expect(steps[2]?.message).toBe(`The request was signed here, with the saved auth token. ${NO_PUBLIC_ADDRESS}`);
      // More than can be forwarded at once: a simulated call takes no place.
      expect([outcome, twiml]).toEqual(['FORWARDED', expect.stringContaining('<Number>+442079460018</Number>')]);
    }
    expect((await voice.listCalls.query()).calls[0]).toMatchObject({ simulated: true });
    expect(await voice.getSetup.query()).toMatchObject({ signedRequestSeen: false, callAnswered: false });
  });
});

describe('an explanation', () => {
  it('says who held the line, since when, who claimed it, and how the call ended', async () => {
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
      /^At \d{4}-\d\d-\d\d \d\d:\d\d UTC the line \+44 20 7946 1\d{3} had belonged to Company \S+ since \d{4}-\d\d-\d\d \(claimed by Person\)\. Call at .* UTC: signature valid; greeted; decided in \d+ ms\.$/,
    );
    const db = server.db;
    const printed = await linekeeper({ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl }, 'explain', line);
    expect([printed.code, printed.out.split('. ')[0]]).toEqual([0, expect.stringContaining('belonged to Company')]);
  });

  it('is given under either spelling of a line', async () => {
    const { voice, phone } = client();
    const credentials = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
    const [stored, other] = ['+970599123457', '+972599123457'];
    await phone.setInboundNumber.mutate({ phoneNumber: stored });
    await voice.setCredentials.mutate(credentials);
    const call = callTo({ line: other, accountSid: credentials.accountSid });
    await postCall(server.url, call, { token: credentials.authToken });
    const at = new Date().toISOString();
    for (const phoneNumber of [stored, other]) {
      const explained = await phone.explainRoute.query({ phoneNumber, at });
      expect(explained).toMatchObject({ holder: { tenantId: owner.tenantId }, call: { phoneNumber: stored } });
    }
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
    const all = await explainAnyRoute(operatorOf(operator), line as never, new Date());
    await operator.close();
    expect(all).toMatchObject({ holder: { tenantId: other.tenantId }, call: { outcome: 'GREETED' } });
  });
});

it('credentials of the legacy REST endpoint verify calls too, and are never stored in plain text', async () => {
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
