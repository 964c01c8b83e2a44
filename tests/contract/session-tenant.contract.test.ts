import { NO_TENANT_MESSAGES, SessionTenants } from '@linekeeper/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPeople, createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
/** An owner of one company and admin of another. */
let she: TestPerson;
let he: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  [she, he, stranger] = (await createPeople(server.db, 3)) as [TestPerson, TestPerson, TestPerson];
  await server.db.sql(`INSERT INTO linekeeper.members (tenant_id, user_id, role) VALUES ($1, $2, 'member')`, [
    he.tenantId,
    she.tenantId,
  ]);
  await server.clientOf(he).phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
});
afterAll(() => server[Symbol.asyncDispose]());

const NOT_CHOSEN = { message: NO_TENANT_MESSAGES.NOT_CHOSEN, data: { code: 'FORBIDDEN' } };

const headers = ({ token }: Pick<TestPerson, 'token'>) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});
const companies = async (person: TestPerson) => {
  const response = await fetch(`${server.url}/api/session/tenants`, { headers: headers(person) });
  return SessionTenants.parse(await response.json()).map(({ id, current }) => (current ? `${id} (current)` : id));
};
const choose = (person: TestPerson, body: unknown) =>
  fetch(`${server.url}/api/session/tenant`, { method: 'POST', headers: headers(person), body: JSON.stringify(body) });

it('the server asks a person of several companies to choose, and acts for the chosen one in every later call', async () => {
  expect(await companies(she)).toEqual([she.tenantId, he.tenantId]);
  const { phone, session } = server.clientOf(she);
  await expect(phone.getInboundNumber.query()).rejects.toMatchObject(NOT_CHOSEN);

  expect((await choose(she, { tenantId: he.tenantId })).status).toBe(200);
  expect(await companies(she)).toEqual([`${he.tenantId} (current)`, she.tenantId]);
  expect(await phone.getInboundNumber.query()).toMatchObject({ phoneNumber: '+442079460018' });
  // With the person's role there, not with the role in their own company.
  expect(await session.get.query()).toMatchObject({
    tenant: { id: he.tenantId },
    permissions: ['inboundNumber:read', 'call:read', 'organization:read'],
  });
  await expect(phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN' },
  });
});

describe('the header linekeeper-tenant', () => {
  const call = async (token: string, tenant: string, procedure = 'session.get') => {
    const response = await fetch(`${server.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: { ...headers({ token }), 'linekeeper-tenant': tenant },
    });
    const { result, error } = (await response.json()) as {
      result?: { data: { tenant: { id: string } } };
      error?: { message: string; data: { code: string } };
    };
    return error ? `${error.data.code}: ${error.message}` : result?.data.tenant.id;
  };

  it('names the company of one request, and leaves the choice of the session as it is', async () => {
    await choose(she, { tenantId: he.tenantId });
    expect(await call(she.token, she.tenantId)).toBe(she.tenantId);
    expect(await call(she.token, he.tenantId)).toBe(he.tenantId);
    expect(await companies(she)).toEqual([`${he.tenantId} (current)`, she.tenantId]);
  });

  it("is refused with the same message for a company of others and for one that doesn't exist", async () => {
    const refused = `FORBIDDEN: ${NO_TENANT_MESSAGES.NOT_A_MEMBER}`;
    for (const tenant of [he.tenantId, crypto.randomUUID(), '', `${stranger.tenantId}, ${he.tenantId}`]) {
      expect(await call(stranger.token, tenant)).toBe(refused);
    }
  });

  it('lets a key act for its own company, and a key of the platform for the company that it names', async () => {
    const key = await createKey(server.db, { tenantId: she.tenantId, scopes: ['inboundNumber:read'] });
    const platformKey = await createKey(server.db, { tenantId: null, scopes: ['tenant:act'] });
    expect(await call(key.token, she.tenantId)).toBe(she.tenantId);
    expect(await call(key.token, he.tenantId)).toBe(`FORBIDDEN: ${NO_TENANT_MESSAGES.NOT_A_MEMBER}`);
    expect(await call(platformKey.token, she.tenantId)).toBe(she.tenantId);
    expect(await call(platformKey.token, crypto.randomUUID())).toBe(`FORBIDDEN: ${NO_TENANT_MESSAGES.NO_SUCH_TENANT}`);
  });
});

it('the server acts for no company after the chosen one was deleted, until the person chooses again', async () => {
  await choose(she, { tenantId: he.tenantId });
  await server.db.sql('DELETE FROM linekeeper.members WHERE tenant_id = $1 AND user_id = $2', [
    he.tenantId,
    she.tenantId,
  ]);
  const { phone, session } = server.clientOf(she);
  await expect(phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).rejects.toMatchObject(NOT_CHOSEN);
  await expect(phone.releaseInboundNumber.mutate({})).rejects.toMatchObject(NOT_CHOSEN);
  await expect(session.get.query()).rejects.toMatchObject(NOT_CHOSEN);
  for (const method of ['GET', 'PATCH']) {
    const response = await fetch(`${server.url}/api/organization/info`, {
      method,
      headers: headers(she),
      ...(method === 'PATCH' && { body: JSON.stringify({ name: 'Moved' }) }),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'FORBIDDEN', error: NO_TENANT_MESSAGES.NOT_CHOSEN });
  }
  expect(await server.db.sql('SELECT e164, tenant_id FROM linekeeper.lines')).toEqual([
    { e164: '+442079460018', tenant_id: he.tenantId },
  ]);

  // The company switcher still lists the companies.
  expect(await companies(she)).toEqual([she.tenantId]);
  await choose(she, { tenantId: she.tenantId });
  expect(await companies(she)).toEqual([`${she.tenantId} (current)`]);
  expect(await phone.getInboundNumber.query()).toBeNull();
});

it('the server acts for the only company of a person who never chose', async () => {
  expect(await companies(stranger)).toEqual([`${stranger.tenantId} (current)`]);
  expect((await server.clientOf(stranger).session.get.query()).tenant.id).toBe(stranger.tenantId);
});

it('the server tells a person without a company whom to ask', async () => {
  const person = await createPerson(server.db);
  await server.db.sql('DELETE FROM linekeeper.members WHERE user_id = $1', [person.tenantId]);
  expect(await companies(person)).toEqual([]);
  await expect(server.clientOf(person).session.get.query()).rejects.toMatchObject({
    message: expect.stringContaining('Ask an owner or admin'),
    data: { code: 'FORBIDDEN' },
  });
});

it("the server answers the same for a company of others and for one that doesn't exist", async () => {
  const [others, none] = await Promise.all([
    choose(stranger, { tenantId: he.tenantId }),
    choose(stranger, { tenantId: crypto.randomUUID() }),
  ]);
  expect(others.status).toBe(403);
  expect(none.status).toBe(403);
  expect(await others.text()).toBe(await none.text());
  expect(await companies(stranger)).toEqual([`${stranger.tenantId} (current)`]);
});

it("the server refuses an invalid choice, and callers who aren't signed in", async () => {
  for (const body of [
    {},
    { tenantId: 5 },
    { tenantId: 'x'.repeat(65) },
    { tenantId: he.tenantId, role: 'owner' },
    [],
  ]) {
    expect((await choose(stranger, body)).status).toBe(400);
  }
  expect((await choose({ ...stranger, token: 'x.y' }, { tenantId: stranger.tenantId })).status).toBe(401);
  expect((await fetch(`${server.url}/api/session/tenants`)).status).toBe(401);
});
