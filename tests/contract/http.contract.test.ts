import { CheckAvailabilityOutput } from '@linekeeper/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db);
});
afterAll(() => server[Symbol.asyncDispose]());

const held = () => server.db.sql('SELECT e164 FROM linekeeper.lines');

/** A POST as any HTTP client sends it. */
function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

it('the server answers any HTTP client in plain JSON', async () => {
  const response = await post('phone.checkAvailability', { phoneNumber: '+1 415 523 8886' });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { result } = (await response.json()) as { result: { data: unknown } };
  expect(CheckAvailabilityOutput.parse(result.data)).toEqual({
    ok: true,
    data: { phoneNumber: '+14155238886', availability: 'AVAILABLE' },
  });
});

it.each([
  [
    'a number instead of a text',
    'phoneNumber: Invalid input: expected string, received number',
    { phoneNumber: 14155238886 },
  ],
  ['over 64 characters', 'phoneNumber: ', { phoneNumber: '+1 415 523 8886'.padEnd(65) }],
  ['an unknown key', 'Unrecognized key: "tenantId"', { phoneNumber: '+1 415 523 8886', tenantId: 'another' }],
  ['an unknown country', 'country: ', { phoneNumber: '415 523 8886', country: 'ZZ' }],
  [
    'an operator instead of a text',
    'phoneNumber: Invalid input: expected string, received object',
    { phoneNumber: { startsWith: '+' } },
  ],
  ['nothing', 'phoneNumber: ', {}],
  ['a list', 'expected object, received array', []],
  ['broken JSON', '', '{"phoneNumber":'],
])('the server answers BAD_REQUEST to %s and names the field, without internal details', async (_, field, body) => {
  for (const path of ['phone.checkAvailability', 'phone.setInboundNumber']) {
    const response = await post(path, body);
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      error: { message: expect.stringContaining(`Invalid input${field && ': '}`), data: { code: 'BAD_REQUEST' } },
    });
    expect(JSON.parse(text).error.message).toContain(field);
    expect(text).not.toMatch(/stack|node_modules|\.ts|zod|prisma|select/i);
  }
  expect(await held()).toEqual([]);
});

it('the server accepts only POST for procedures, and refuses an address with a number in it', async () => {
  const input = encodeURIComponent(JSON.stringify({ phoneNumber: '+14155238886' }));
  const response = await fetch(`${server.url}/trpc/phone.checkAvailability?input=${input}`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
});

it('the server accepts at most ten calls in one request', async () => {
  const batch = (size: number) => {
    const paths = Array.from({ length: size }, () => 'phone.getInboundNumber').join(',');
    return post(`${paths}?batch=1`, Object.fromEntries(Array.from({ length: size }, (_, i) => [i, null])));
  };
  expect((await batch(10)).status).toBe(200);
  const refused = await batch(11);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('A batch can have at most 10 calls');
});

describe('a request with a cookie', () => {
  const cookie = () => ({ cookie: `linekeeper.session_token=${person.token}`, authorization: '' });
  const claim = { phoneNumber: '+14155238886' };

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['a page of another site without an origin', { 'sec-fetch-site': 'cross-site' }],
    ['another subdomain', { 'sec-fetch-site': 'same-site' }],
  ])('has no effect from %s', async (_, headers) => {
    expect((await post('phone.setInboundNumber', claim, { ...cookie(), ...headers })).status).toBe(403);
    expect(await held()).toEqual([]);
  });

  it.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/octet-stream',
  ])('has no effect as %s, which a form can send', async (type) => {
    const response = await post('phone.setInboundNumber', claim, { ...cookie(), 'content-type': type });
    expect(response.status).toBe(415);
    expect(await held()).toEqual([]);
  });

  it('is answered from our own page', async () => {
    const response = await post('phone.setInboundNumber', claim, { ...cookie(), origin: server.url });
    expect(response.status).toBe(200);
    expect(await held()).toEqual([{ e164: '+14155238886' }]);
  });
});

it("the server doesn't sign in demo people if other machines can reach the server", async () => {
  await using open = await startTestServer({ HOST: '0.0.0.0', LINEKEEPER_DEMO: '1' });
  const response = await fetch(`${open.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'Owner@acme.example ', password: 'linekeeper-demo' }),
  });
  expect(response.status).toBe(403);
  expect(await open.db.sql('SELECT email FROM linekeeper.users')).toEqual([]);
});
