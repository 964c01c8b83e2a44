import { SessionTenants } from '@linekeeper/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeople, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
/** A member of her own company, and as admin of his. */
let she: TestPerson;
let he: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  [she, he, stranger] = (await createPeople(server.db, 3)) as [TestPerson, TestPerson, TestPerson];
  await server.db.sql(`INSERT INTO members (tenant_id, user_id, role) VALUES ($1, $2, 'member')`, [
    he.tenantId,
    she.tenantId,
  ]);
  await server.clientOf(he).phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
});
afterAll(() => server[Symbol.asyncDispose]());

const headers = ({ token }: TestPerson) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const companies = async (person: TestPerson) => {
  const response = await fetch(`${server.url}/api/session/tenants`, { headers: headers(person) });
  return SessionTenants.parse(await response.json()).map(({ id, current }) => (current ? `${id} (current)` : id));
};
const choose = (person: TestPerson, body: unknown) =>
  fetch(`${server.url}/api/session/tenant`, { method: 'POST', headers: headers(person), body: JSON.stringify(body) });

it('acts for the oldest membership at first, and for the chosen company in every later call', async () => {
  expect(await companies(she)).toEqual([`${she.tenantId} (current)`, he.tenantId]);
  const { phone, session } = server.clientOf(she);
  expect(await phone.getInboundNumber.query()).toBeNull();

  expect((await choose(she, { tenantId: he.tenantId })).status).toBe(200);
  expect(await companies(she)).toEqual([`${he.tenantId} (current)`, she.tenantId]);
  expect(await phone.getInboundNumber.query()).toMatchObject({ phoneNumber: '+442079460018' });
  // With the role that she has there, not the one from her own company.
  expect((await session.get.query()).permissions).toEqual(['inboundNumber:read', 'organization:read']);
  await expect(phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN' },
  });
});

it('falls back to the oldest membership once the chosen one has ended', async () => {
  await choose(she, { tenantId: he.tenantId });
  await server.db.sql('DELETE FROM members WHERE tenant_id = $1 AND user_id = $2', [he.tenantId, she.tenantId]);
  expect(await companies(she)).toEqual([`${she.tenantId} (current)`]);
  expect(await server.clientOf(she).phone.getInboundNumber.query()).toBeNull();
});

it('answers the same for a company of others and for none', async () => {
  const [others, none] = await Promise.all([
    choose(stranger, { tenantId: he.tenantId }),
    choose(stranger, { tenantId: crypto.randomUUID() }),
  ]);
  expect(others.status).toBe(403);
  expect(none.status).toBe(403);
  expect(await others.text()).toBe(await none.text());
  expect(await companies(stranger)).toEqual([`${stranger.tenantId} (current)`]);
});

it('refuses what is no choice, and whoever is not signed in', async () => {
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
