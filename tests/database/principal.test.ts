import {
  apiOf,
  chooseSessionTenant,
  createContext,
  type Database,
  findSessionTenants,
  openDatabase,
  operatorHistory,
  type Principal,
} from '@linekeeper/core';
import { bearerOf } from '@linekeeper/server';
import { createResolvePrincipal } from 'linekeeper';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorOf } from '../support/rows-of.ts';
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
  db = test.open();
  [ada, bob] = (await createPeople(test, 2, { country: 'GB' })) as [TestPerson, TestPerson];
  key = await createKey(test, { tenantId: ada.tenantId, scopes: ['inboundNumber:update'] });
});
afterAll(() => test[Symbol.asyncDispose]());

// The session's token is read from its own header: how it is signed has tests of its own.
const resolver = (of: Database) =>
  createResolvePrincipal(of, (headers) => (headers['x-session'] as string | undefined) ?? null);
const resolve = (headers: Record<string, string>) => resolver(db)({ headers });
/** The token without its signature. */
const tokenOf = ({ token }: TestPerson) => decodeURIComponent(token).split('.')[0] ?? '';
const sessionOf = (person: TestPerson) => ({ 'x-session': tokenOf(person) });
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

it('a session identifies its person, with the tenant and the role', async () => {
  expect(await resolve(sessionOf(ada))).toEqual({ ...personOf(ada), tenant: tenantOf(ada), role: 'owner' });
});

it("a session that has ended identifies nobody, lists no tenants and can't choose one", async () => {
  const [ended] = (await createPeople(test, 1, { expiresInSeconds: -1 })) as [TestPerson];
  expect(await resolve(sessionOf(ended))).toBeNull();
  expect(await findSessionTenants(db, tokenOf(ended))).toEqual([]);
  expect(await chooseSessionTenant(db, tokenOf(ended), ended.tenantId)).toBe(false);
  // The same person can do both in a session that hasn't ended.
  await test.sql(`UPDATE linekeeper.sessions SET expires_at = now() + interval '1 minute' WHERE user_id = $1`, [
    ended.tenantId,
  ]);
  expect(await findSessionTenants(db, tokenOf(ended))).toMatchObject([{ id: ended.tenantId }]);
  expect(await chooseSessionTenant(db, tokenOf(ended), ended.tenantId)).toBe(true);
});

it('a person of two tenants acts for the named one, otherwise for the chosen one, with the role of that tenant', async () => {
  const [eve] = (await createPeople(test, 1, { country: 'GB' })) as [TestPerson];
  await test.sql(`INSERT INTO linekeeper.members (tenant_id, user_id, role) VALUES ($1, $2, 'member')`, [
    ada.tenantId,
    eve.tenantId,
  ]);
  const own = { ...personOf(eve), tenant: tenantOf(eve), role: 'owner' };
  const other = { ...personOf(eve), tenant: tenantOf(ada), role: 'member' };
  const naming = ({ tenantId }: TestPerson) => ({ ...sessionOf(eve), 'linekeeper-tenant': tenantId });
  for (const chosen of [eve, ada]) {
    await test.sql('UPDATE linekeeper.sessions SET active_tenant_id = $1 WHERE user_id = $2', [
      chosen.tenantId,
      eve.tenantId,
    ]);
    expect(await resolve(sessionOf(eve))).toEqual(chosen === eve ? own : other);
    expect(await resolve(naming(eve))).toEqual(own);
    expect(await resolve(naming(ada))).toEqual(other);
  }
  // Requests that arrive together share a statement, and each gets its own answer.
  const headers = [sessionOf(bob), naming(eve), { 'x-session': 'nobody' }, naming(ada), naming(bob)];
  expect(await Promise.all(headers.map(resolve))).toEqual([
    { ...personOf(bob), tenant: tenantOf(bob), role: 'owner' },
    own,
    null,
    other,
    { ...personOf(eve), ...nobodysTenant, noTenantReason: 'NOT_A_MEMBER' },
  ]);
});

it('a key identifies its service, with the tenant and the scopes', async () => {
  const service = {
    kind: 'service',
    keyId: key.id,
    name: 'a key of the tests',
    scopes: ['inboundNumber:update'],
    ofPlatform: false,
  };
  const headers = { authorization: `Bearer ${key.token}` };
  expect(await resolve(headers)).toEqual({ ...service, tenant: tenantOf(ada) });
  expect(await resolve({ ...headers, 'linekeeper-tenant': ada.tenantId })).toEqual({
    ...service,
    tenant: tenantOf(ada),
  });
  const named = { ...headers, 'linekeeper-tenant': bob.tenantId };
  expect(await resolve(named)).toEqual({ ...service, tenant: null, noTenantReason: 'NOT_A_MEMBER' });
});

it('a revoked or expired key identifies nobody, and a cookie sent with it is ignored', async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  const [valid, expired, revoked] = await Promise.all(
    [expiresAt, expiresAt, null].map((end) =>
      createKey(test, { tenantId: ada.tenantId, scopes: ['routing:read'], expiresAt: end }),
    ),
  );
  await test.sql(`UPDATE linekeeper.api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    expired?.id,
  ]);
  await test.sql('UPDATE linekeeper.api_keys SET revoked_at = now() WHERE id = $1', [revoked?.id]);
  const headers = (secret?: string) => ({ ...sessionOf(ada), authorization: `bearer  ${secret}` });
  expect(await resolve(headers(valid?.token))).toMatchObject({ kind: 'service', keyId: valid?.id });
  expect(await resolve(headers(expired?.token))).toBeNull();
  expect(await resolve(headers(revoked?.token))).toBeNull();
  expect(await resolve(headers(`${valid?.token}x`))).toBeNull();
});

it('credentials other than a key are ignored, and the session identifies the caller', async () => {
  const person = { ...personOf(ada), tenant: tenantOf(ada), role: 'owner' };
  for (const authorization of [`Basic ${key.token}`, `NotBearer ${key.token}`, `Bearer a-session`]) {
    expect(await resolve({ ...sessionOf(ada), authorization })).toEqual(person);
  }
});

it('an empty bearer token is a bearer token, so the request is refused and its cookie ignored', () => {
  expect(['Bearer', 'bearer ', 'Bearer x', 'Bearerx', '', undefined].map(bearerOf)).toEqual([
    '',
    '',
    'x',
    null,
    null,
    null,
  ]);
});

it('a key of the platform acts for no tenant, or for the one that it names if it has tenant:act', async () => {
  const platform = { kind: 'service', name: 'a key of the tests', tenant: null, ofPlatform: true };
  const acting = await createKey(test, { tenantId: null, scopes: ['tenant:act', 'routing:read'] });
  const routing = await createKey(test, { tenantId: null, scopes: ['routing:read'] });
  const naming = ({ token }: TestKey, tenant?: string) =>
    resolve({ authorization: `Bearer ${token}`, ...(tenant !== undefined && { 'linekeeper-tenant': tenant }) });
  const scopes = ['routing:read', 'tenant:act'];
  expect(await naming(acting)).toEqual({ ...platform, keyId: acting.id, scopes });
  expect(await naming(acting, bob.tenantId)).toEqual({ ...platform, keyId: acting.id, scopes, tenant: tenantOf(bob) });
  for (const none of ['nobody', '', `${ada.tenantId}, ${bob.tenantId}`]) {
    expect(await naming(acting, none)).toMatchObject({ tenant: null, noTenantReason: 'NO_SUCH_TENANT' });
  }
  expect(await naming(routing)).toEqual({ ...platform, keyId: routing.id, scopes: ['routing:read'] });
  expect(await naming(routing, bob.tenantId)).toMatchObject({ tenant: null, noTenantReason: 'NOT_A_MEMBER' });
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
    apiOf(createContext({ db, requestId: 'request', resolvePrincipal: async () => principal })).phone.setInboundNumber({
      phoneNumber: '+14155238886',
    });
  await call(await resolve(sessionOf(ada)));
  await test.sql('DELETE FROM linekeeper.lines');
  await call(await resolve({ authorization: `Bearer ${key.token}` }));
  const { events } = await operatorHistory(operatorOf(db), { tenantId: ada.tenantId });
  expect(events.map(({ actor, requestId }) => ({ ...actor, requestId }))).toEqual([
    { type: 'API_KEY', id: key.id, name: 'a key of the tests', requestId: 'request' },
    { type: 'PERSON', id: ada.tenantId, name: 'Person', requestId: 'request' },
  ]);
});
