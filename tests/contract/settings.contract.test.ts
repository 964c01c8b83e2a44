import { createClient } from '@linekeeper/client';
import { FALLBACK_TWIML } from '@linekeeper/core';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { callTo, createVoiceTenants, hex, postCall, type VoiceTenant } from '../support/voice.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const change = ({ token }: TestPerson, body: unknown) =>
  fetch(`${server.url}/api/organization/info`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const historyOf = async (person: TestPerson) => (await server.clientOf(person).settings.getHistory.query()).events;

it('the history says who changed which setting, from what to what, newest first', async () => {
  const owner = await createPerson(server.db, { country: 'GB' });
  const admin = await signInColleague(server.db, owner);
  const before = await server.db.sql<{ name: string }>('SELECT name FROM linekeeper.tenants WHERE id = $1', [
    owner.tenantId,
  ]);
  await change(owner, { name: 'Acme Dental', location: 'Leeds' });
  await change(admin, { location: null, timezone: 'Europe/London' });
  await server.clientOf(owner).voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' });
  await server.clientOf(owner).settings.setCountry.mutate({ country: 'US' });
  const { token } = await createKey(server.db, { tenantId: null, scopes: ['tenant:manage'] });
  const platform = createClient({ url: `${server.url}/trpc`, token, retries: 0 });
  await platform.tenant.update.mutate({ id: owner.tenantId, name: 'Acme', country: 'FR' });

  const events = await historyOf(admin);
  const told = events.map((event) => ('names' in event ? event.names : [event.setting, event.before, event.after]));
  expect(told).toEqual([
    // The country of the company's own choice stays, so only the name has changed.
    ['NAME', 'Acme Dental', 'Acme'],
    ['COUNTRY', 'GB', 'US'],
    ['CALL_HANDLING', null, { kind: 'GREETING', message: 'Hello' }],
    ['TIMEZONE', null, 'Europe/London'],
    ['LOCATION', 'Leeds', null],
    ['LOCATION', null, 'Leeds'],
    ['NAME', before[0]?.name, 'Acme Dental'],
  ]);
  expect(events.map(({ actor }) => actor.type)).toEqual(['API_KEY', ...Array(6).fill('PERSON')]);
  // Nothing changes, so nothing is recorded.
  await change(owner, { name: 'Acme', location: null });
  await server.clientOf(owner).voice.setHandling.mutate({ kind: 'GREETING', message: 'Hello' });
  expect(await historyOf(owner)).toHaveLength(7);
  // The history of another company has no events.
  expect(await historyOf(await createPerson(server.db))).toEqual([]);
});

it('a name as long as a request is cut, so that no page of the history gets large', async () => {
  const owner = await createPerson(server.db);
  for (let round = 0; round < 3; round++) {
    expect((await change(owner, { twilioConfig: { ['é'.repeat(20_000)]: round } })).status).toBe(200);
  }
  const [event] = await historyOf(owner);
  expect(event).toMatchObject({ setting: 'PROVIDER', names: ['é'.repeat(60)] });
});

it("the history has only the names of the provider's settings, and a repeated secret isn't a change", async () => {
  const owner = await createPerson(server.db);
  const account = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await server.clientOf(owner).voice.setCredentials.mutate(account);
  await server.clientOf(owner).voice.setCredentials.mutate(account);
  const other = { accountSid: `AC${hex(16)}`, authToken: hex(16) };
  await server.clientOf(owner).voice.setCredentials.mutate(other);
  await change(owner, { twilioConfig: { apiSecret: 'a secret of ours', authToken: null } });
  const events = await historyOf(owner);
  expect(events).toMatchObject([
    { setting: 'PROVIDER', names: ['apiSecret', 'authToken'], replaced: ['authToken'] },
    { setting: 'PROVIDER', names: ['accountSid', 'authToken'], replaced: ['accountSid', 'authToken'] },
    { setting: 'PROVIDER', names: ['accountSid', 'authToken'], replaced: [] },
  ]);
  const rows = await server.db.sql('SELECT * FROM linekeeper.settings_events WHERE tenant_id = $1', [owner.tenantId]);
  for (const secret of [account.authToken, other.authToken, 'a secret of ours', account.accountSid]) {
    expect(JSON.stringify(rows)).not.toContain(secret);
  }
});

it('a refused change leaves no trace in the history', async () => {
  const [owner, other] = [await createPerson(server.db), await createPerson(server.db)];
  await server.clientOf(other).phone.setInboundNumber.mutate({ phoneNumber: '+442079460333' });
  const refused = await change(owner, { name: 'Changed', twilioConfig: { phoneNumber: '+442079460333' } });
  expect(refused.status).toBe(409);
  expect(await historyOf(owner)).toEqual([]);
});

it('the history comes in pages, and the role that serves requests can only add to it', async () => {
  const owner = await createPerson(server.db);
  const client = server.clientOf(owner);
  for (let i = 0; i < 60; i++) await change(owner, { location: `Place ${i}` });
  const first = await client.settings.getHistory.query();
  const second = await client.settings.getHistory.query({ cursor: first.nextCursor ?? '' });
  expect([first.events.length, second.events.length, second.nextCursor]).toEqual([50, 10, null]);
  expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(60);
  await expect(client.settings.getHistory.query({ cursor: 'A'.repeat(22) })).rejects.toThrow();
  const serving = new pg.Client(server.db.url);
  await serving.connect();
  for (const statement of [
    "UPDATE linekeeper.settings_events SET actor_name = 'nobody'",
    'DELETE FROM linekeeper.settings_events',
    "INSERT INTO linekeeper.settings_events (tenant_id, setting, actor_type, actor_name, at) VALUES ('x', 'NAME', 'PERSON', 'x', now())",
  ]) {
    await expect(serving.query(statement)).rejects.toThrow('permission denied');
  }
  await serving.end();
});

it("a company chooses the country of its national numbers, and can return to the operator's choice", async () => {
  const owner = await createPerson(server.db, { country: 'US' });
  const client = server.clientOf(owner);
  const claim = (phoneNumber: string) => client.phone.setInboundNumber.mutate({ phoneNumber });
  expect(await claim('020 7946 0444')).toMatchObject({ ok: false });
  expect(await client.settings.setCountry.mutate({ country: 'GB' })).toEqual({ country: 'GB' });
  expect(await client.session.get.query()).toMatchObject({ tenant: { country: 'GB' } });
  expect(await claim('020 7946 0444')).toMatchObject({ ok: true, data: { phoneNumber: '+442079460444' } });
  expect(await client.settings.setCountry.mutate({ country: null })).toEqual({ country: 'US' });
});

it('choosing a country does not allow a company to forward calls there', async () => {
  const owner = await createPerson(server.db, { country: 'US' });
  const client = server.clientOf(owner);
  await client.settings.setCountry.mutate({ country: 'GB' });
  const forward = (phoneNumber: string) => client.voice.setHandling.mutate({ kind: 'FORWARD', phoneNumber });
  expect(await forward('020 7946 0555')).toMatchObject({ ok: false, error: { reason: 'COUNTRY' } });
  expect(await forward('+1 415 523 8889')).toMatchObject({ ok: true });

  // Calls aren't forwarded there either if the handling was stored earlier.
  const handling = { kind: 'FORWARD', phoneNumber: '+442079460018' };
  const options = { firstLine: 14155238700, country: 'US', handling } as const;
  const [tenant] = (await createVoiceTenants(server, 1, options)) as [VoiceTenant];
  await server.clientOf(tenant).settings.setCountry.mutate({ country: 'GB' });
  expect((await postCall(server.url, callTo(tenant), { token: tenant.authToken })).body).toBe(FALLBACK_TWIML);
});
