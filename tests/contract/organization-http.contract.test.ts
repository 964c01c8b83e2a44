import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationDoor, openOrganizationDoor } from '../support/organization-door.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson, signInColleague, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let door: OrganizationDoor;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ LINEKEEPER_NUMBERS_PER_HOUR: '8' });
  door = await openOrganizationDoor(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await createPerson(server.db);
});

const number = (i: number) => `+1415523${1000 + i}`;
const claim = (i: number) => ({ twilioConfig: { phoneNumber: number(i) } });
const stored = async () => {
  const [row] = await server.db.sql(
    'SELECT t.*, n.e164 FROM linekeeper.tenants t LEFT JOIN linekeeper.lines n ON n.tenant_id = t.id WHERE t.id = $1',
    [person.tenantId],
  );
  return row;
};

describe('a request that never reaches the API', () => {
  it.each([
    ["a form's text", 'text/plain', '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', 'application/x-www-form-urlencoded', 'name=x', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['70 kB', 'application/json', JSON.stringify({ name: 'x'.repeat(70_000) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a prototype', 'application/json', '{"name":"x","__proto__":{"admin":true}}', 400, 'BAD_REQUEST'],
    [
      'a prototype in the settings',
      'application/json',
      '{"twilioConfig":{"__proto__":{"admin":true}}}',
      400,
      'BAD_REQUEST',
    ],
    [
      'a constructor',
      'application/json',
      '{"twilioConfig":{"constructor":{"prototype":{"admin":true}}}}',
      400,
      'BAD_REQUEST',
    ],
    ['broken JSON', 'application/json', '{', 400, 'BAD_REQUEST'],
  ])('is refused in the same shape with %s', async (_, type, body, status, code) => {
    const before = await stored();
    const reply = await door.send('PATCH', { ...person, headers: { 'content-type': type } }, body);
    expect(reply).toMatchObject({ status, body: { success: false, code } });
    expect(await stored()).toEqual(before);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it.each(['POST', 'PUT', 'DELETE'])('with the method %s is answered with the allowed methods', async (method) => {
    const { status, headers, body } = await door.send(method, person, method === 'DELETE' ? undefined : '{}');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, PATCH']);
    expect(body).toMatchObject({ success: false, code: 'METHOD_NOT_SUPPORTED' });
  });

  it("is refused from another site with a person's cookie, at each address in its own shape", async () => {
    const headers = { cookie: `linekeeper.session_token=${person.token}`, origin: 'https://evil.example' };
    const before = await stored();
    const { status, body } = await door.patch({ headers }, { name: 'Other' });
    expect([status, body]).toEqual([
      403,
      { success: false, code: 'FORBIDDEN', error: 'Requests from other sites are refused' },
    ]);
    expect(await stored()).toEqual(before);
    const procedure = await fetch(`${server.url}/trpc/phone.releaseInboundNumber`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{}',
    });
    expect([procedure.status, await procedure.json()]).toEqual([
      403,
      { error: { message: 'Requests from other sites are refused', code: 'FORBIDDEN' } },
    ]);
    // A request from our own page is accepted.
    const own = { ...headers, origin: server.url };
    expect((await door.patch({ headers: own }, { name: 'Other' })).status).toBe(200);
  });
});

describe('the budget of different numbers', () => {
  it('is shared with the procedures, and says when to try again', async () => {
    const colleague = await signInColleague(server.db, person);
    for (let i = 0; i < 3; i++) {
      await server.clientOf(colleague).phone.checkAvailability.query({ phoneNumber: number(i) });
    }
    for (let i = 3; i < 8; i++) expect((await door.patch(person, claim(i))).status).toBe(200);
    const { status, headers, body } = await door.patch(person, { ...claim(9), name: 'Other' });
    expect([status, body]).toMatchObject([429, { success: false, code: 'TOO_MANY_REQUESTS' }]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(await stored()).toMatchObject({ name: `Company ${person.tenantId}` });
    await expect(
      server.clientOf(colleague).phone.setInboundNumber.mutate({ phoneNumber: number(10) }),
    ).rejects.toMatchObject({ data: { code: 'TOO_MANY_REQUESTS' } });
    // A number that was asked about before isn't counted, and neither is a request without a number.
    expect((await door.patch(person, claim(0))).status).toBe(200);
    expect((await door.patch(person, { name: 'Acme', twilioConfig: { phoneNumber: null } })).status).toBe(200);
  });
});

describe('a caller without permission', () => {
  const change = { name: 'Other', twilioConfig: { phoneNumber: '+442079460019' } };

  it('is refused in the same shape', async () => {
    const before = await stored();
    const viewer = await createPerson(server.db, { role: 'member' });
    const key = await createKey(server.db, {
      tenantId: person.tenantId,
      scopes: ['inboundNumber:read', 'inboundNumber:update'],
    });
    for (const method of ['GET', 'PATCH']) {
      const body = method === 'PATCH' ? JSON.stringify(change) : undefined;
      expect(await door.send(method, {}, body)).toMatchObject({
        status: 401,
        body: { success: false, code: 'UNAUTHORIZED' },
      });
      expect(await door.send(method, { token: 'x.y' }, body)).toMatchObject({ status: 401 });
      expect(await door.send(method, key, body)).toMatchObject({
        status: 403,
        body: { success: false, code: 'FORBIDDEN' },
      });
    }
    expect((await door.get(viewer)).status).toBe(200);
    expect(await door.patch(viewer, change)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    // This is decided before the body is read.
    expect((await door.patch(viewer, { nonsense: 1 })).status).toBe(403);
    expect(await stored()).toEqual(before);
  });
});

it('the endpoint answers a fault without internal details', async () => {
  await using broken = await startTestServer();
  const itsDoor = await openOrganizationDoor(broken.url);
  const someone = await createPerson(broken.db);
  await broken.db.sql('ALTER TABLE linekeeper.tenants RENAME COLUMN location TO elsewhere');
  const fault = {
    success: false,
    code: 'INTERNAL_SERVER_ERROR',
    error: 'Something went wrong on our side. Try again in a moment',
  };
  expect(await itsDoor.get(someone)).toMatchObject({ status: 500, body: fault });
  const { status, body } = await itsDoor.patch(someone, { name: 'x', twilioConfig: { phoneNumber: number(1) } });
  expect([status, body]).toEqual([500, fault]);
  expect(await broken.db.sql('SELECT FROM linekeeper.lines')).toEqual([]);
});
