import { createClient, createLineLookup, faultOf, type LinekeeperClient } from '@linekeeper/client';
import { RESOLVE_MAX } from '@linekeeper/contract';
import { lineResolverOf, openDatabase } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKey } from '../support/test-keys.ts';
import { createPeople, createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const LINE = '+442079460018' as PhoneNumber;
const FREE = '+442079460019' as PhoneNumber;

let server: TestServer;
let platform: LinekeeperClient;
let holder: TestPerson;
let requests = 0;

const clientWith = (token: string) =>
  createClient({
    url: `${server.url}/trpc`,
    token,
    retries: 0,
    timeoutMs: 20_000,
    fetch: (...request) => {
      requests++;
      return fetch(...request);
    },
  });
const line = (person: TestPerson) => ({
  tenantId: person.tenantId,
  tenantName: `Company ${person.tenantId}`,
  timezone: 'Europe/London',
});

beforeAll(async () => {
  server = await startTestServer();
  platform = clientWith((await createKey(server.db, { tenantId: null, scopes: ['routing:read'] })).token);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.db.sql('TRUNCATE linekeeper.lines');
  holder = await createPerson(server.db);
  await server.db.sql(`UPDATE linekeeper.tenants SET timezone = 'Europe/London' WHERE id = $1`, [holder.tenantId]);
  await hold(LINE, holder);
  requests = 0;
});

async function hold(e164: string, { tenantId }: TestPerson): Promise<void> {
  await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) VALUES ($1, $2)', [e164, tenantId]);
}

describe('phone.resolve', () => {
  it('tells a platform key which tenant holds a line, and null if none does', async () => {
    expect(await platform.phone.resolve.query({ phoneNumber: LINE })).toEqual(line(holder));
    expect(await platform.phone.resolve.query({ phoneNumber: FREE })).toBeNull();
  });

  it('finds a line under its other spelling', async () => {
    const [other] = await createPeople(server.db, 1);
    await hold('+970599123456', other as TestPerson);
    const found = await platform.phone.resolve.query({ phoneNumber: '+972599123456' as PhoneNumber });
    expect(found?.tenantId).toBe(other?.tenantId);
  });

  it("tells a tenant's key only about its tenant's lines", async () => {
    const other = await createPerson(server.db);
    await hold(FREE, other);
    const { token } = await createKey(server.db, { tenantId: holder.tenantId, scopes: ['routing:read'] });
    const own = clientWith(token);
    expect(await own.phone.resolve.query({ phoneNumber: LINE })).toEqual(line(holder));
    expect(await own.phone.resolve.query({ phoneNumber: FREE })).toBeNull();
    expect(await own.phone.resolveMany.query({ phoneNumbers: [FREE, LINE] })).toEqual([null, line(holder)]);
  });

  it('is refused to people, to other scopes, and to a key that names a tenant it cannot act for', async () => {
    const { token } = await createKey(server.db, { tenantId: holder.tenantId, scopes: ['inboundNumber:read'] });
    const routing = await createKey(server.db, { tenantId: holder.tenantId, scopes: ['routing:read'] });
    const naming = (bearer: string, tenant: string) =>
      fetch(`${server.url}/trpc/phone.resolve`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${bearer}`,
          'linekeeper-tenant': tenant,
        },
        body: JSON.stringify({ phoneNumber: LINE }),
      });
    for (const bearer of [holder.token, token]) {
      const answer = clientWith(bearer).phone.resolve.query({ phoneNumber: LINE });
      expect(faultOf(await answer.catch((error: unknown) => error)).code).toBe('FORBIDDEN');
    }
    expect((await naming(routing.token, 'another')).status).toBe(403);
    expect((await naming('nobody', 'another')).status).toBe(401);
  });

  it('answers null from the first call after a release was acknowledged', async () => {
    const owner = server.clientOf(holder);
    for (let round = 0; round < 20; round++) {
      await owner.phone.setInboundNumber.mutate({ phoneNumber: LINE });
      expect((await platform.phone.resolve.query({ phoneNumber: LINE }))?.tenantId).toBe(holder.tenantId);
      await owner.phone.releaseInboundNumber.mutate({});
      expect(await platform.phone.resolve.query({ phoneNumber: LINE })).toBeNull();
    }
  });
});

describe('phone.resolveMany', () => {
  it(`answers ${RESOLVE_MAX} numbers in their order, and refuses more`, async () => {
    const people = await createPeople(server.db, 500);
    const numbers = Array.from({ length: RESOLVE_MAX }, (_, i) => `+4420${70_000_000 + i}` as PhoneNumber);
    await server.db.sql('INSERT INTO linekeeper.lines (e164, tenant_id) SELECT * FROM unnest($1::text[], $2::text[])', [
      numbers.filter((_, i) => i % 2 === 0),
      people.map(({ tenantId }) => tenantId),
    ]);
    const answers = await platform.phone.resolveMany.query({ phoneNumbers: numbers });
    const expected = numbers.map((_, i) => (i % 2 === 0 ? people[i / 2]?.tenantId : undefined));
    expect(answers.map((answer) => answer?.tenantId)).toEqual(expected);
    const tooMany = platform.phone.resolveMany.query({ phoneNumbers: [...numbers, LINE] });
    expect(faultOf(await tooMany.catch((error: unknown) => error)).code).toBe('BAD_REQUEST');
  });
});

describe('look-ups in flight', () => {
  it('at the same moment share one request, and each gets its own answer', async () => {
    const holderOf = createLineLookup(platform);
    const asked = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? LINE : FREE));
    const answers = await Promise.all(asked.map(holderOf));
    expect(answers).toEqual(asked.map((number) => (number === LINE ? line(holder) : null)));
    expect(requests).toBe(1);
  });

  it('never join a request that was sent before they began, and keep no answer', async () => {
    const holderOf = createLineLookup(platform);
    const before = holderOf(LINE);
    await expect.poll(() => requests, { interval: 1 }).toBe(1);
    const after = holderOf(LINE);
    expect(await Promise.all([before, after])).toEqual([line(holder), line(holder)]);
    expect(requests).toBe(2);
    await server.clientOf(holder).phone.releaseInboundNumber.mutate({});
    expect(await holderOf(LINE)).toBeNull();
  });

  it('each get the fault of their request, and later ones are not affected', async () => {
    const nobody = createLineLookup(clientWith('nobody'));
    const answers = await Promise.allSettled([nobody(LINE), nobody(FREE)]);
    expect(answers.map((answer) => answer.status === 'rejected' && faultOf(answer.reason).code)).toEqual([
      'UNAUTHORIZED',
      'UNAUTHORIZED',
    ]);
  });
});

it('in process, look-ups at the same moment share one statement', async () => {
  const db = openDatabase({ url: server.db.url, poolSize: 1 });
  try {
    const many = await Promise.all(
      Array.from({ length: 100 }, (_, i) => lineResolverOf(db).resolve(i % 2 ? LINE : FREE)),
    );
    expect(many.filter((found) => found?.tenantId === holder.tenantId)).toHaveLength(50);
    await server.clientOf(holder).phone.releaseInboundNumber.mutate({});
    expect(await lineResolverOf(db).resolve(LINE)).toBeNull();
  } finally {
    await db.close();
  }
});
