import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestServer();
  person = await createPerson(server.db);
});
afterAll(() => server[Symbol.asyncDispose]());

const statusOf = async (procedure: string, input: unknown) => {
  const { status } = await fetch(`${server.url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return status;
};

it.each(['\0', '\x01', '\ud800', '\udc00\ud800', '\uffff', '\ufdd0', '\u{1fffe}'])(
  'text with %j is refused in the handling of calls, because it cannot be stored or sent as XML',
  async (character) => {
    expect(await statusOf('voice.setHandling', { kind: 'GREETING', message: `a${character}b` })).toBe(400);
    expect(await statusOf('voice.setHandling', { kind: 'STREAM', address: `wss://a.example/a${character}b` })).toBe(
      400,
    );
    expect(await statusOf('voice.setHandling', { kind: 'SIP', address: `sip:a${character}b@a.example` })).toBe(400);
  },
);

it.each([
  ['9999-12-31T23:59:59-12:00', 400],
  ['0000-01-01T00:00:00+12:00', 400],
  ['9999-12-31T23:59:59Z', 200],
  ['0000-01-01T00:00:00Z', 200],
])('the explanation of a call at %s is answered with %d', async (at, status) => {
  expect(await statusOf('phone.explainRoute', { phoneNumber: '+14155238886', at })).toBe(status);
});
