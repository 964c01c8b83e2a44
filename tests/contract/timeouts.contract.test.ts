import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, type TestPerson } from '../support/test-people.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const HEADERS_MS = 2_000;
// Longer than the headers' limit and a late check together, so that each limit is tested by itself.
const REQUEST_MS = 6_000;
const IDLE_MS = 1_500;
const KEEP_ALIVE_MS = 1_000;
/** Node looks for late requests once a second, and this machine can be busy. */
const SLACK_MS = 2_500;

let server: TestServer;
let person: TestPerson;
const sockets: Caller[] = [];
beforeAll(async () => {
  server = await startTestServer({
    HTTP_HEADERS_TIMEOUT_MS: String(HEADERS_MS),
    HTTP_REQUEST_TIMEOUT_MS: String(REQUEST_MS),
    HTTP_IDLE_TIMEOUT_MS: String(IDLE_MS),
    HTTP_KEEP_ALIVE_TIMEOUT_MS: String(KEEP_ALIVE_MS),
  });
  person = await createPerson(server.db);
});
afterEach(() => {
  for (const { socket } of sockets.splice(0)) socket.destroy();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Caller {
  socket: Socket;
  /** In how many milliseconds the server closed it. */
  closed: Promise<number>;
  received: () => string;
}

/** A socket that sends `first` at once and then `rest` a byte a second. */
async function call(first: string, rest = ''): Promise<Caller> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const began = performance.now();
  let received = '';
  socket.on('data', (chunk) => {
    received += String(chunk);
  });
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) =>
    socket.once('close', () => {
      clearInterval(drip);
      resolve(performance.now() - began);
    }),
  );
  if (first) socket.write(first);
  let sent = 0;
  const drip = setInterval(() => {
    if (rest && socket.writable) socket.write(rest[sent++ % rest.length] as string);
  }, 1_000);
  const caller = { socket, closed, received: () => received };
  sockets.push(caller);
  return caller;
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${person.token}\r\nContent-Length: ${length}\r\n`;
const BODIES = ['/trpc/phone.setInboundNumber', '/api/auth/sign-in/email'];

/** Sends ordinary requests, and returns the longest response time. */
async function serveOthers(until: Promise<unknown>): Promise<{ asked: number; slowestMs: number }> {
  let going = true;
  void until.then(() => {
    going = false;
  });
  let asked = 0;
  let slowestMs = 0;
  while (going) {
    const began = performance.now();
    const answer = await fetch(`${server.url}/trpc/phone.getInboundNumber`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
    });
    expect(answer.status).toBe(200);
    asked++;
    slowestMs = Math.max(slowestMs, performance.now() - began);
    await delay(50);
  }
  return { asked, slowestMs };
}

describe('50 sockets that send a byte a second', () => {
  it.each<[string, (i: number) => [first: string, rest: string], number]>([
    ['of a body', (i: number) => [`${head(BODIES[i % 2] as string, 900)}\r\n`, '{'], REQUEST_MS],
    ['of a head', () => ['', `${head('/trpc/phone.setInboundNumber', 10)}X-Long: ${'x'.repeat(500)}`], HEADERS_MS],
    ['of a head that began well', () => [head('/api/auth/sign-in/email', 10), 'X-Long: x'], HEADERS_MS],
  ])('%s are closed, and other requests are answered meanwhile', async (_, text, limit) => {
    const callers = await Promise.all(Array.from({ length: 50 }, (_, i) => call(...text(i))));
    const all = Promise.all(callers.map(({ closed }) => closed));
    const others = await serveOthers(all);
    const times = await all;
    expect(Math.min(...times)).toBeGreaterThan(limit - 100);
    expect(Math.max(...times)).toBeLessThan(limit + SLACK_MS);
    for (const { received } of callers) expect(received()).toMatch(/^HTTP\/1\.1 408 /);
    expect(others.asked).toBeGreaterThan(5);
    expect(others.slowestMs).toBeLessThan(1_000);
    expect(await server.db.sql('SELECT e164 FROM linekeeper.lines')).toEqual([]);
  });
});

it('the server closes a socket that sends nothing', async () => {
  const { closed } = await call('');
  expect(await closed).toBeLessThan(HEADERS_MS + SLACK_MS);
});

it('the server closes a socket that stops in the middle of a body', async () => {
  const { closed } = await call(`${head('/trpc/phone.setInboundNumber', 900)}\r\n{"phone`);
  const ms = await closed;
  expect(ms).toBeGreaterThan(IDLE_MS - 100);
  expect(ms).toBeLessThan(REQUEST_MS);
});

it('the server closes a socket that sends no other request', async () => {
  const { closed, received } = await call('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const ms = await closed;
  expect(received()).toMatch(/^HTTP\/1\.1 200 /);
  expect(ms).toBeGreaterThan(KEEP_ALIVE_MS - 100);
  expect(ms).toBeLessThan(KEEP_ALIVE_MS + SLACK_MS);
});

it('the server answers a request that arrives on an idle connection just after it began to close', async () => {
  const closing = await startTestServer();
  const agent = new Agent({ keepAlive: true });
  const ask = async () => {
    const request = get(`${closing.url}/openapi.json`, { agent });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return { status: response.statusCode, connection: response.headers.connection, reused: request.reusedSocket };
  };
  expect(await ask()).toEqual({ status: 200, connection: 'keep-alive', reused: false });
  const closed = closing[Symbol.asyncDispose]();
  await expect.poll(() => fetch(closing.url).catch(({ cause }) => cause.code)).toBe('ECONNREFUSED');
  expect(await ask()).toEqual({ status: 200, connection: 'close', reused: true });
  await closed;
});
