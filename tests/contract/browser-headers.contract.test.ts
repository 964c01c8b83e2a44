import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createAccount, createPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const PERSON = { email: 'person@company.example', password: 'correct horse battery' };

describe.each([
  ['http', {}],
  ['https, by a proxy in front', { PUBLIC_URL: 'https://linekeeper.example' }],
])('the server, by %s', (scheme, variables) => {
  const secure = scheme.startsWith('https');
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(variables);
    await createAccount(server.db, PERSON);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each(['/', '/sign-in', '/healthz', '/api/auth/get-session', '/nothing', '/trpc/phone.getInboundNumber', '/%zz'])(
    'sends headers with %s that forbid scripts of other sites, inline scripts, frames and guessing its type',
    async (path) => {
      const { headers } = await fetch(`${server.url}${path}`);
      const policy = Object.fromEntries(
        (headers.get('content-security-policy') ?? '').split(';').map((directive) => {
          const [name, ...sources] = directive.trim().split(' ');
          return [name, sources.join(' ')];
        }),
      );
      expect(policy).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
      });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBe(secure ? 'max-age=31536000' : null);
    },
  );

  it('accepts another name of this machine as its own origin only with HTTP', async () => {
    const origin = server.url.replace('127.0.0.1', 'localhost');
    const { status } = await fetch(`${server.url}/trpc/phone.getInboundNumber`, {
      method: 'POST',
      headers: { origin, cookie: 'any=cookie', 'content-type': 'application/json' },
    });
    expect(status).toBe(secure ? 403 : 401);
  });

  it('answers sessions and procedures with no-store', async () => {
    const { token } = await createPerson(server.db);
    const answers = [
      fetch(`${server.url}/api/auth/get-session`),
      fetch(`${server.url}/trpc/phone.getInboundNumber`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      }),
      fetch(`${server.url}/trpc/phone.getInboundNumber`, { method: 'POST' }),
    ];
    // Other spellings of the same addresses, and addresses that are not there.
    for (const path of ['/%61pi/auth/get-session', '/%61pi/session/tenants', '/api/nothing', '/trpc/%zz']) {
      answers.push(fetch(`${server.url}${path}`));
    }
    for (const { headers } of await Promise.all(answers)) expect(headers.get('cache-control')).toBe('no-store');
  });

  it("sets a cookie at sign-in that works for the API, and that scripts and other sites can't read", async () => {
    const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(PERSON),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(secure ? /^__Host-linekeeper\.session_token=/ : /^linekeeper\.session_token=/);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/', ...(secure ? ['Secure'] : [])]) {
      expect(cookie.split('; ')).toContain(attribute);
    }
    expect(cookie).not.toContain('Domain');
    const number = await fetch(`${server.url}/trpc/phone.getInboundNumber`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie.split(';')[0] ?? '' },
    });
    expect(await number.json()).toEqual({ result: { data: null } });
  });
});

it('the server warns if its public address uses HTTP, and does not trust the origin http://localhost then', async () => {
  await using server = await startTestServer({ PUBLIC_URL: 'http://linekeeper.example' });
  const log = await readFile(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
  expect(log).toContain('passwords and session cookies are sent unencrypted');
  const origin = server.url.replace('127.0.0.1', 'localhost');
  const headers = { origin, cookie: 'any=cookie', 'content-type': 'application/json' };
  expect((await fetch(`${server.url}/trpc/phone.getInboundNumber`, { method: 'POST', headers })).status).toBe(403);
});
