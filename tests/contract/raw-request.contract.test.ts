import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db);
});
afterAll(() => server[Symbol.asyncDispose]());

interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** Sends bytes as they are, and reads until the server closes. */
function send(text: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
      resolve({ status: Number(head.split(' ')[1]), head: head.toLowerCase(), body });
    });
  });
}

const request = (line: string, headers: string[] = ['Host: x'], body = '') =>
  [line, ...headers, ...(body ? ['Content-Type: application/json'] : []), `Content-Length: ${body.length}`]
    .concat('Connection: close', '', body)
    .join('\r\n');
const signInBody = JSON.stringify({ email: 'nobody@acme.example', password: 'a wrong password' });
const SIGN_IN = 'POST /api/auth/sign-in/email HTTP/1.1';

it.each([
  ['an invalid Host on sign-in', request(SIGN_IN, ['Host: ['], signInBody), 401],
  ['an invalid Host on a session', request('GET /api/auth/get-session HTTP/1.1', ['Host: [']), 200],
  ['no Host in HTTP/1.0', request('GET /api/auth/get-session HTTP/1.0', []), 200],
  ['no Host in HTTP/1.1', request('GET /healthz HTTP/1.1', []), 400],
  ['no Host for a procedure', request('POST /trpc/session.get HTTP/1.1', [], '{}'), 400],
  ['an unknown Expect', request('GET /healthz HTTP/1.1', ['Host: x', 'Expect: more']), 400],
  ['an address with a password', request('GET http://u:p@h/api/auth/get-session HTTP/1.1'), 200],
  ['a whole address of a procedure', request('POST http://u:p@h/trpc/session.get HTTP/1.1', undefined, '{}'), 401],
  ['a whole address without a route', request('GET http://u:p@h/api/nothing HTTP/1.1'), 404],
  ['an invalid Origin', request(SIGN_IN, ['Host: x', 'Origin: http://['], signInBody), 401],
  ['an Origin and a cookie', request(SIGN_IN, ['Host: x', 'Origin: [', 'Cookie: a=b'], signInBody), 403],
  ['an invalid Referer', request(SIGN_IN, ['Host: x', 'Referer: http://['], signInBody), 401],
  [
    'a forwarded protocol',
    request(SIGN_IN, ['Host: x', 'X-Forwarded-Proto: [', 'X-Forwarded-Host: ['], signInBody),
    401,
  ],
  ['an address that cannot be decoded', request('GET /%zz HTTP/1.1'), 400],
  ['something else than HTTP', 'nonsense\r\n\r\n', 400],
  ['headers that are too long', request('GET /healthz HTTP/1.1', ['Host: x', `A: ${'x'.repeat(20_000)}`]), 431],
])('the server answers %s in the usual form', async (_, text, status) => {
  const answer = await send(text);
  expect(answer.status, answer.body).toBe(status);
  expect(answer.head).toContain("content-security-policy: default-src 'self'");
  expect(answer.head).toContain('cache-control: no-store');
  const { error } = (JSON.parse(answer.body) ?? {}) as { error?: unknown };
  if (status >= 400 && !text.includes('/trpc/')) {
    expect(error).toEqual({ code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String) });
  }
});

const DEEP = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
const ROUTES: readonly [method: string, path: string, fields: readonly string[]][] = [
  ['POST', '/api/auth/sign-in/email', ['email', 'password', 'rememberMe', 'callbackURL']],
  ['POST', '/api/auth/reset-password', ['token', 'newPassword']],
  ['POST', '/api/auth/sign-out', ['any']],
  ['POST', '/api/session/tenant', ['tenantId']],
  ['POST', '/api/invitation/read', ['id', 'token']],
  ['POST', '/api/invitation/accept', ['id', 'token', 'person']],
  ['PATCH', '/api/organization/info', ['name', 'location', 'timezone', 'twilioConfig']],
  ['POST', '/trpc/phone.checkAvailability', ['phoneNumber', 'country']],
  ['POST', '/trpc/phone.setInboundNumber', ['phoneNumber', 'country']],
  ['POST', '/trpc/apiKey.create', ['name', 'scopes', 'expiresInDays']],
  ['POST', '/trpc/apiKey.revoke', ['id']],
];
const GOOD: Readonly<Record<string, unknown>> = {
  email: 'nobody@acme.example',
  password: 'a wrong password',
  newPassword: 'a new password',
  token: 'x'.repeat(32),
  id: '00000000-0000-4000-8000-000000000000',
  tenantId: 'none',
  name: 'a name',
  scopes: ['inboundNumber:read'],
  phoneNumber: '+14155238886',
};

describe.each(ROUTES)('%s %s', (method, path, fields) => {
  it.each(fields)('answers 4xx or 200 to a NUL, a lone surrogate and 30,000 arrays as %s', async (field) => {
    for (const value of [JSON.stringify('a\0b'), '"\\ud800"', '["\\u0000"]', '{"\\u0000":"\\ud800"}', DEEP]) {
      const others = fields.filter((name) => name !== field && name in GOOD);
      const good = others.map((name) => `"${name}":${JSON.stringify(GOOD[name])}`);
      const body = `{${[...good, `"${field}":${value}`].join()}}`;
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(path !== '/api/auth/sign-out' && { authorization: `Bearer ${person.token}` }),
        },
        body,
      });
      const text = await response.text();
      expect(response.status, `${body.slice(0, 200)} ${text.slice(0, 200)}`).toBeLessThan(500);
      expect(() => JSON.parse(text)).not.toThrow();
    }
  });
});

it.each(['/trpc/session.get', '/api/organization/info', '/api/auth/sign-in/email', '/api/invitation/read'])(
  "an incomplete body to %s isn't a fault in the log",
  async (path) => {
    const { port } = new URL(server.url);
    const log = join(inject('logDir'), `${port}.log`);
    const method = path.startsWith('/api/organization') ? 'PATCH' : 'POST';
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await readFile(log, 'utf8')).not.toContain('"level":"error"');
  },
);
