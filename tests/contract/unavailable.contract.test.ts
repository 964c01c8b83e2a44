import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient, faultOf } from '@linekeeper/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { createAnswerReader } from '../support/documented-answer.ts';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let person: TestPerson;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db);
  await server.clientOf(person).phone.setInboundNumber.mutate({ phoneNumber: '+442079460018' });
});
afterAll(() => server[Symbol.asyncDispose]());

const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const signedIn = () => ({ authorization: `Bearer ${person.token}` });

const DOORS: Record<string, () => Promise<Response>> = {
  'a procedure that reads': () =>
    fetch(`${server.url}/trpc/phone.getInboundNumber`, json('POST', undefined, signedIn())),
  'a procedure that changes': () =>
    fetch(`${server.url}/trpc/phone.setInboundNumber`, json('POST', { phoneNumber: '+14155238886' }, signedIn())),
  'the REST endpoint, read': () => fetch(`${server.url}/api/organization/info`, { headers: signedIn() }),
  'the REST endpoint, changed': () =>
    fetch(`${server.url}/api/organization/info`, json('PATCH', { name: 'New' }, signedIn())),
  'signing in': () =>
    fetch(`${server.url}/api/auth/sign-in/email`, json('POST', { email: 'a@b.example', password: 'any password' })),
  'the session': () => fetch(`${server.url}/api/auth/get-session`, { headers: signedIn() }),
  'resetting a password': () =>
    fetch(`${server.url}/api/auth/reset-password`, json('POST', { token: 'a token', newPassword: 'a new password' })),
  'the choice of a company': () => fetch(`${server.url}/api/session/tenants`, { headers: signedIn() }),
  'an invitation': () =>
    fetch(`${server.url}/api/invitation/read`, json('POST', { id: randomUUID(), token: 'a token' })),
};

describe('while every table is locked', () => {
  beforeEach(async () => {
    owner = new pg.Client(server.db.ownerUrl);
    await owner.connect();
    const { rows } = await owner.query<{ name: string }>(
      `SELECT format('linekeeper.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'linekeeper'`,
    );
    await owner.query(`BEGIN; LOCK TABLE ${rows.map(({ name }) => name).join(', ')}`);
  });
  afterEach(() => owner.end());

  it('every door answers 503 with a wait, in its own shape and as documented', async () => {
    const read = await createAnswerReader(server.url);
    const answers = await Promise.all(
      Object.entries(DOORS).map(async ([door, call]) => {
        const response = await call();
        expect({ door, status: response.status, wait: response.headers.get('retry-after') }).toEqual({
          door,
          status: 503,
          wait: '2',
        });
        const { pathname } = new URL(response.url);
        if (/^\/(?:trpc|api\/organization)/.test(pathname)) {
          const method = door === 'the REST endpoint, read' ? 'GET' : door.startsWith('the REST') ? 'PATCH' : 'POST';
          return (await read(method, pathname, response)).body;
        }
        return response.json();
      }),
    );
    for (const body of answers) expect(JSON.stringify(body)).toContain('SERVICE_UNAVAILABLE');
    expect(JSON.stringify(answers)).not.toMatch(/timeout|canceling|INTERNAL/i);
  });

  it('the log has one line without a stack, and the console stays empty', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const answers = await Promise.all(Object.values(DOORS).map((call) => call()));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
      expect(printed.mock.calls).toEqual([]);
    } finally {
      printed.mockRestore();
    }
    const log = await readFile(join(inject('logDir'), `${new URL(server.url).port}.log`), 'utf8');
    const lines = log.split('\n').filter((line) => /"msg":"(?:unavailable|fault)"/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: 'warn', msg: 'unavailable', reason: expect.any(String) });
      expect(line).not.toMatch(/stack|node_modules/);
    }
  });

  it("the client reports it, and doesn't repeat a change", async () => {
    const client = createClient({ url: `${server.url}/trpc`, token: person.token, retries: 0 });
    const fault = await client.phone.releaseInboundNumber.mutate({}).catch(faultOf);
    expect(fault).toEqual({
      code: 'SERVICE_UNAVAILABLE',
      message: 'The server is busy. Try again in a few seconds',
      retryAfterSeconds: 2,
    });
  });

  it('a query that the client repeats is answered once the tables are free', async () => {
    const client = createClient({ url: `${server.url}/trpc`, token: person.token });
    const answer = client.phone.getInboundNumber.query();
    await new Promise((resolve) => setTimeout(resolve, 2_700));
    await owner.query('ROLLBACK');
    expect(await answer).toMatchObject({ phoneNumber: '+442079460018' });
  });
});
