import { createClient, faultOf } from '@linekeeper/client';
import type { ApiKeyScope } from '@linekeeper/contract';
import type { TenantId } from '@linekeeper/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '6' });
});
afterAll(() => server[Symbol.asyncDispose]());

async function service(scopes: ApiKeyScope[], tenantId: TenantId | null = null) {
  const { token } = await createKey(server.db, { tenantId, scopes });
  return createClient({ url: `${server.url}/trpc`, token, retries: 0 });
}
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => faultOf(error).code,
  );

it('a platform key creates a company once, reads, changes and lists it page by page', async () => {
  const { tenant } = await service(['tenant:manage']);
  const created = await tenant.create.mutate({ id: 'acme', name: 'Acme', country: 'GB' });
  expect(created).toEqual({
    ok: true,
    data: {
      created: true,
      tenant: { id: 'acme', name: 'Acme', country: 'GB', phoneNumber: null, createdAt: expect.any(String) },
    },
  });
  const repeated = await tenant.create.mutate({ id: 'acme', name: 'Another name' });
  expect(repeated).toMatchObject({ data: { created: false, tenant: { name: 'Acme' } } });
  const racing = await Promise.all(
    Array.from({ length: 20 }, () => tenant.create.mutate({ id: 'raced', name: 'Raced' })),
  );
  expect(racing.filter((each) => each.ok && each.data.created)).toHaveLength(1);
  expect(await tenant.update.mutate({ id: 'acme', name: 'Acme Dental' })).toMatchObject({
    ok: true,
    data: { name: 'Acme Dental', country: 'GB' },
  });
  expect(await tenant.update.mutate({ id: 'acme', country: null })).toMatchObject({ data: { country: null } });
  expect(await tenant.update.mutate({ id: 'nobody', name: 'x' })).toMatchObject({
    error: { code: 'TENANT_NOT_FOUND' },
  });
  expect(await tenant.get.query({ id: 'nobody' })).toBeNull();

  await server.db.sql(
    `INSERT INTO linekeeper.tenants (id, name) SELECT 'c-' || lpad(n::text, 3, '0'), 'C' FROM generate_series(1, 120) n`,
  );
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await tenant.list.query(cursor === undefined ? undefined : { cursor });
    expect(page.tenants.length).toBeLessThanOrEqual(50);
    ids.push(...page.tenants.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(ids).toHaveLength(122);
  expect(new Set(ids).size).toBe(122);
});

it('a platform key deletes a company with a number only if told to, and notes who did it', async () => {
  const platform = await service(['tenant:manage', 'tenant:act']);
  await platform.tenant.create.mutate({ id: 'leaver', name: 'Leaver' });
  await platform.as('leaver').phone.setInboundNumber.mutate({ phoneNumber: '+14155238886' });
  expect(await platform.tenant.get.query({ id: 'leaver' })).toMatchObject({ phoneNumber: '+14155238886' });
  expect(await platform.tenant.delete.mutate({ id: 'leaver' })).toMatchObject({
    error: { code: 'TENANT_HOLDS_NUMBER' },
  });
  const deletion = { id: 'leaver', releaseNumber: true };
  expect(await platform.tenant.delete.mutate(deletion)).toEqual({ ok: true, data: { deleted: true } });
  expect(await platform.tenant.delete.mutate(deletion)).toEqual({ ok: true, data: { deleted: false } });
  const events = await server.db.sql(
    `SELECT kind, actor_type, actor_name FROM linekeeper.line_events WHERE 'leaver' IN (from_tenant_id, to_tenant_id) ORDER BY id`,
  );
  const actor = { actor_type: 'API_KEY', actor_name: 'a key of the tests' };
  expect(events).toEqual([
    { kind: 'CLAIMED', ...actor },
    { kind: 'TENANT_DELETED', ...actor },
  ]);
});

it("a platform key acts within each company's own budget", async () => {
  const platform = await service(['tenant:manage', 'tenant:act']);
  for (const id of ['curious', 'calm']) await platform.tenant.create.mutate({ id, name: id });
  const ask = (id: string, n: number) =>
    platform.as(id).phone.setInboundNumber.mutate({ phoneNumber: `+1415523100${n}` });
  for (let n = 0; n < 6; n++) expect(await ask('curious', n)).toMatchObject({ ok: true });
  expect(await codeOf(ask('curious', 7))).toBe('TOO_MANY_REQUESTS');
  expect(await ask('calm', 8)).toMatchObject({ ok: true });
});

it("a platform key can't act for a company that doesn't exist, and doesn't register it", async () => {
  const platform = await service(['tenant:act', 'tenant:manage']);
  const call = platform.as('no such company').phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
  await expect(call).rejects.toThrow('There is no company with the id that is named in the header linekeeper-tenant');
  expect(await codeOf(platform.phone.getInboundNumber.query())).toBe('FORBIDDEN');
  expect(await platform.tenant.get.query({ id: 'no such company' })).toBeNull();
});

it('each scope allows its own part, and only to a key of the platform', async () => {
  await (await service(['tenant:manage'])).tenant.create.mutate({ id: 'one', name: 'One' });
  await (await service(['tenant:manage'])).tenant.create.mutate({ id: 'two', name: 'Two' });
  const codes = async (client: Awaited<ReturnType<typeof service>>) => [
    await codeOf(client.tenant.list.query()),
    await codeOf(client.as('one').phone.getInboundNumber.query()),
    await codeOf(client.as('two').phone.getInboundNumber.query()),
    await codeOf(client.as('one').apiKey.list.query()),
    await codeOf(client.as('one').member.list.query()),
  ];
  const [yes, no] = ['answered', 'FORBIDDEN'];
  expect(await codes(await service(['tenant:manage']))).toEqual([yes, no, no, no, no]);
  expect(await codes(await service(['tenant:act']))).toEqual([no, yes, yes, no, no]);
  expect(await codes(await service(['inboundNumber:read', 'inboundNumber:update']))).toEqual([no, no, no, no, no]);
  // Such keys can't be made by people; the operator could by mistake.
  const ofTenant = await service(['tenant:act', 'tenant:manage'], 'one' as TenantId);
  expect(await codes(ofTenant)).toEqual([no, no, no, no, no]);
});
