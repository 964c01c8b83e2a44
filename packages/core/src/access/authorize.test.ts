import { NO_TENANT_MESSAGES, Permission } from '@linekeeper/contract';
import type { Queryable } from '@linekeeper/postgres';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../line/cause.ts';
import { STORE, type Store } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { authorize, authorizeOwner, authorizePlatform, authorizeRouting } from './authorize.ts';
import { createContext, operatorContext } from './context.ts';
import { ownerContext } from './owner-context.ts';
import type { Person, Principal, Service } from './principal.ts';

const tenant = { id: 'acme' as TenantId, name: 'Acme', country: null };
const asked: unknown[] = [];
const client = { query: async (statement: unknown) => void asked.push(statement) } as unknown as Queryable;
const db = {
  [STORE]: { client, transaction: (work: (client: Queryable) => unknown) => work(client) } as unknown as Store,
};
const as = (principal: Principal) => createContext({ db, resolvePrincipal: async () => principal });
const key: Service = { kind: 'service', keyId: 'key', name: 'key', tenant: null, scopes: [] };
const host = { kind: 'host', actor: { type: 'PERSON', id: null, name: 'Ada' }, tenant } as const;
const access = { urls: { url: 'postgres://serving', ownerUrl: 'postgres://owner' }, encryptionKeys: async () => [] };
const owner = ownerContext(access, { name: 'root', reason: 'linekeeper backfill' });
const FORBIDDEN = { code: 'FORBIDDEN' };

describe('the operator', () => {
  it('reaches all tenants, and is the actor in the history with the reason', async () => {
    const operator = operatorContext(db, { name: 'root', reason: 'closed' });
    for (const permission of ['tenant:manage', 'platform:operate'] as const) {
      const { cause } = await authorizePlatform(operator, permission);
      expect(cause).toMatchObject({ actor: { type: 'OPERATOR', id: null, name: 'root' }, reason: 'closed' });
    }
  });

  it('works as the owner of the tables, and is the actor in the history with the command', async () => {
    const { urls, cause } = await authorizeOwner(owner, 'platform:operate');
    expect(urls).toBe(access.urls);
    expect(cause).toMatchObject({ actor: { type: 'OPERATOR', name: 'root' }, reason: 'linekeeper backfill' });
  });

  it("reaches a tenant's rows only for the tenant that was named, and only as its permissions allow", async () => {
    await expect(authorize(operatorContext(db, { name: 'root' }), 'member:manage')).rejects.toMatchObject(FORBIDDEN);
    const acting = operatorContext(db, { name: 'root', tenant });
    expect((await authorize(acting, 'member:manage')).tenant).toBe(tenant);
    await expect(authorize(acting, 'inboundNumber:update')).rejects.toMatchObject(FORBIDDEN);
  });
});

describe('what reaches all tenants', () => {
  it.each<[string, Principal]>([
    ['a person', { kind: 'person', id: 'ada', name: 'Ada', email: 'ada@acme.example', tenant, role: 'owner' }],
    ['a host with every permission', { ...host, permissions: Permission.options }],
    ["a tenant's key with the scope", { ...key, tenant, scopes: ['tenant:manage'] }],
    ['a platform key without the scope', { ...key, ofPlatform: true, scopes: ['routing:read'] }],
  ])('is refused to %s', async (_, principal) => {
    await expect(authorizePlatform(as(principal), 'tenant:manage')).rejects.toMatchObject(FORBIDDEN);
    await expect(authorizePlatform(as(principal), 'platform:operate')).rejects.toMatchObject(FORBIDDEN);
    const asOwner = { ...owner, principal: async () => principal };
    await expect(authorizeOwner(asOwner, 'platform:operate')).rejects.toMatchObject(FORBIDDEN);
  });

  it('is allowed for a platform key with tenant:manage, except what only the operator can do', async () => {
    const platformKey = as({ ...key, ofPlatform: true, scopes: ['tenant:manage', 'tenant:act'] });
    expect((await authorizePlatform(platformKey, 'tenant:manage')).cause.actor.type).toBe('API_KEY');
    await expect(authorizePlatform(platformKey, 'platform:operate')).rejects.toMatchObject(FORBIDDEN);
  });

  it('is refused to a caller who is not signed in', async () => {
    const nobody = createContext({ db, resolvePrincipal: async () => null });
    await expect(authorizePlatform(nobody, 'tenant:manage')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe("a tenant's handle", () => {
  const statement = (values: unknown[]) => ({ text: 'SELECT FROM linekeeper.lines', values });

  it("refuses a statement without the tenant's id among its values, and doesn't send it to the database", async () => {
    asked.length = 0;
    const handle = await authorize(as({ ...host, permissions: ['inboundNumber:read'] }), 'inboundNumber:read');
    for (const forgotten of [statement([]), statement(['globex', '+14155238886']), { text: 'SELECT 1' }, 'SELECT 1']) {
      await expect(handle.client.query(forgotten as never)).rejects.toThrow('lacks the filter by tenant');
      await expect(handle.transaction((own) => own.query(forgotten as never))).rejects.toThrow('lacks the filter');
    }
    expect(asked).toEqual([]);
    await handle.client.query(statement(['acme']));
    await handle.transaction((own) => own.query(statement(['+14155238886', 'acme'])));
    expect(asked).toHaveLength(2);
  });
});

describe('the cause of a change', () => {
  it.each<[string, Principal, Actor]>([
    [
      'a person',
      { kind: 'person', id: 'ada', name: 'Ada', email: 'ada@acme.example', tenant, role: 'owner' },
      { type: 'PERSON', id: 'ada', name: 'Ada' },
    ],
    [
      'a key',
      { ...key, name: 'CRM', tenant, scopes: ['inboundNumber:update'] },
      { type: 'API_KEY', id: 'key', name: 'CRM' },
    ],
    ["a host's caller", { ...host, permissions: ['inboundNumber:update'] }, host.actor],
  ])('names %s as the actor, with the request and without a reason', async (_, principal, actor) => {
    const context = createContext({ db, requestId: 'request', resolvePrincipal: async () => principal });
    const { cause } = await authorize(context, 'inboundNumber:update');
    expect(cause).toEqual({ actor, reason: null, requestId: 'request' });
  });
});

describe('looking up the lines of calls', () => {
  const routing: Service = { ...key, scopes: ['routing:read'] };

  it('finds the lines of all tenants for a platform key, and those of its tenant for another key', async () => {
    expect(await authorizeRouting(as({ ...routing, ofPlatform: true }))).toEqual({ onlyOf: null });
    expect(await authorizeRouting(as({ ...routing, tenant }))).toEqual({ onlyOf: 'acme' });
  });

  it.each<[string, Principal]>([
    ['a key without the scope', { ...key, ofPlatform: true, scopes: ['tenant:manage'] }],
    ["a key that named a tenant that isn't its own", { ...routing, noTenantReason: 'NOT_A_MEMBER' }],
    ['a person', { kind: 'person', id: 'ada', name: 'Ada', email: 'ada@acme.example', tenant, role: 'owner' }],
    ['a host with every permission', { ...host, permissions: Permission.options }],
  ])('is refused to %s', async (_, principal) => {
    await expect(authorizeRouting(as(principal))).rejects.toMatchObject(FORBIDDEN);
  });
});

describe("a tenant's rows", () => {
  const ada: Person = { kind: 'person', id: 'ada', name: 'Ada', email: 'ada@acme.example', tenant, role: 'member' };

  it('are reached by a person whose role allows it', async () => {
    const handle = await authorize(as(ada), 'inboundNumber:read');
    expect(handle).toMatchObject({ principal: ada, tenant });
    await expect(authorize(as(ada), 'inboundNumber:update')).rejects.toMatchObject(FORBIDDEN);
  });

  it.each(['NOT_CHOSEN', 'NOT_A_MEMBER', 'NO_SUCH_TENANT'] as const)(
    'are refused to a person who acts for no tenant, with the reason %s',
    async (noTenantReason) => {
      const nowhere = as({ ...ada, tenant: null, role: null, noTenantReason });
      const message = NO_TENANT_MESSAGES[noTenantReason];
      await expect(authorize(nowhere, 'inboundNumber:read')).rejects.toMatchObject({ ...FORBIDDEN, message });
    },
  );

  it('are refused to a person without a tenant, and to a caller who is not signed in', async () => {
    const nowhere = as({ ...ada, tenant: null, role: null });
    await expect(authorize(nowhere, 'inboundNumber:read')).rejects.toMatchObject(FORBIDDEN);
    const nobody = createContext({ db, resolvePrincipal: async () => null });
    await expect(authorize(nobody, 'inboundNumber:read')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
