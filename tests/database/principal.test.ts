import {
  appRouter,
  createCallerFactory,
  createContext,
  type Database,
  openDatabase,
  type Principal,
} from '@linekeeper/core';
import { createResolvePrincipal } from 'linekeeper';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { createKey, type TestKey } from '../support/test-keys.ts';
import { createPeople, type TestPerson } from '../support/test-people.ts';

let test: TestDatabase;
let db: Database;
let ada: TestPerson;
let bob: TestPerson;
let key: TestKey;
beforeAll(async () => {
  test = await createTestDatabase();
  db = openDatabase({ url: test.url });
  [ada, bob] = (await createPeople(test, 2, { country: 'GB' })) as [TestPerson, TestPerson];
  key = await createKey(test, { tenantId: ada.tenantId, scopes: ['inboundNumber:update'] });
});
afterAll(async () => {
  await db.close();
  await test[Symbol.asyncDispose]();
});

// The session's token is read from its own header: how it is signed has tests of its own.
const resolver = (of: Database) =>
  createResolvePrincipal(of, (headers) => (headers['x-session'] as string | undefined) ?? null);
const resolve = (headers: Record<string, string>) => resolver(db)({ headers });
/** The token without its signature. */
const sessionOf = ({ token }: TestPerson) => ({ 'x-session': decodeURIComponent(token).split('.')[0] ?? '' });
const tenantOf = ({ tenantId: id }: TestPerson) => ({ id, name: `Company ${id}`, country: 'GB' });
const personOf = ({ tenantId: id }: TestPerson) => ({
  kind: 'person',
  id,
  name: 'Person',
  email: `${id}@company.example`,
});
const nobodysTenant = { tenant: null, role: null };

it('a request without credentials has no principal, and needs no query', async () => {
  const closed = openDatabase({ url: test.url });
  await closed.close();
  expect(await resolver(closed)({ headers: {} })).toBeNull();
});

it('a session gives its person, with the tenant and the role', async () => {
  expect(await resolve(sessionOf(ada))).toEqual({ ...personOf(ada), tenant: tenantOf(ada), role: 'owner' });
});

it('a key gives its service, with the tenant and the scopes', async () => {
  const service = {
    kind: 'service',
    keyId: key.id,
    name: 'a key of the tests',
    scopes: ['inboundNumber:update'],
    ofPlatform: false,
  };
  const headers = { authorization: `Bearer ${key.token}` };
  expect(await resolve(headers)).toEqual({ ...service, tenant: tenantOf(ada) });
  const named = { ...headers, 'linekeeper-tenant': bob.tenantId };
  expect(await resolve(named)).toEqual({ ...service, tenant: null, noTenantReason: 'NOT_A_MEMBER' });
});

it("a person can't act for a tenant that isn't theirs, isn't chosen or was deleted", async () => {
  const [eve] = (await createPeople(test, 1)) as [TestPerson];
  const named = { ...sessionOf(eve), 'linekeeper-tenant': ada.tenantId };
  expect(await resolve(named)).toEqual({ ...personOf(eve), ...nobodysTenant, noTenantReason: 'NOT_A_MEMBER' });
  await test.sql(`INSERT INTO linekeeper.members (tenant_id, user_id, role) VALUES ($1, $2, 'guest')`, [
    ada.tenantId,
    eve.tenantId,
  ]);
  expect(await resolve(sessionOf(eve))).toEqual({ ...personOf(eve), ...nobodysTenant, noTenantReason: 'NOT_CHOSEN' });
  // A role that this release doesn't know allows nothing.
  expect(await resolve(named)).toEqual({ ...personOf(eve), tenant: tenantOf(ada), role: null });
  await test.sql('DELETE FROM linekeeper.members WHERE user_id = $1', [eve.tenantId]);
  expect(await resolve(sessionOf(eve))).toEqual({ ...personOf(eve), ...nobodysTenant });
});

it('the history has the actor and the request of a change', async () => {
  const call = (principal: Principal | null) =>
    createCallerFactory(appRouter)(
      createContext({ db, requestId: 'request', resolvePrincipal: async () => principal }),
    ).phone.setInboundNumber({ phoneNumber: '+14155238886' });
  await call(await resolve(sessionOf(ada)));
  await test.sql('DELETE FROM linekeeper.lines');
  await call(await resolve({ authorization: `Bearer ${key.token}` }));
  const { events } = await db.operator.lineHistory({ tenantId: ada.tenantId });
  expect(events.map(({ actor, requestId }) => ({ ...actor, requestId }))).toEqual([
    { type: 'API_KEY', id: key.id, name: 'a key of the tests', requestId: 'request' },
    { type: 'PERSON', id: ada.tenantId, name: 'Person', requestId: 'request' },
  ]);
});
