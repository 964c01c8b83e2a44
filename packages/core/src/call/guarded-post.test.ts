import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guardedPost, InternalAddressError } from './guarded-post.ts';
import { askPlatform } from './platform-webhook.ts';

const LOOPBACK = ['127.0.0.1', '::1'];
/** Every address that leads there. */
const TO_CANARY = /^(?:127\.0\.0\.1|::1?|0\.0\.0\.0|::ffff:(?:127\.0\.0\.1|7f00:1))$/;

/** One on each loopback address, on the same port. */
const canaries: Server[] = [];
let port: number;
let touched = 0;
/** The addresses that this process has tried to connect to. The network doesn't have to lead anywhere. */
let attempts: string[] = [];

const onSocket = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', (address: string) => {
    attempts.push(address);
    // Only the canaries are connected to.
    if (!TO_CANARY.test(address)) setImmediate(() => socket.destroy(new Error('Not sent')));
  });
};

beforeAll(async () => {
  subscribe('net.client.socket', onSocket);
  for (const host of LOOPBACK) {
    const canary = createServer((_, response) => response.end('<Response/>')).on('connection', () => touched++);
    canary.listen(port ?? 0, host);
    await once(canary, 'listening');
    port = (canary.address() as AddressInfo).port;
    canaries.push(canary);
  }
});
afterAll(() => {
  unsubscribe('net.client.socket', onSocket);
  for (const canary of canaries) canary.close();
});
beforeEach(() => {
  touched = 0;
  attempts = [];
});

/** A fake resolver: the addresses of each name, one for each look-up in order. */
const resolver = (...answers: string[][]): typeof lookup => {
  let asked = 0;
  return ((_name: string, _options: unknown, callback: (...args: unknown[]) => void) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    const error = addresses.length === 0 ? new Error('ENOTFOUND') : null;
    callback(
      error,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof lookup;
};

const post = (address: string, lookUp?: typeof lookup, internalHosts: string[] = []) =>
  guardedPost({
    url: new URL(address),
    headers: {},
    body: 'x=1',
    internalHosts: new Set(internalHosts),
    maxBytes: 1_000,
    signal: AbortSignal.timeout(2_000),
    ...(lookUp && { lookup: lookUp }),
  });

/** Spellings of a loopback address that a canary listens on. */
const CANARIES = [
  ...['127.0.0.1', '127.1', '127.0.1', '0177.0.0.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '017700000001'],
  ...[
    'a:b@127.0.0.1',
    'public.example@127.0.0.1',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
  ],
  ...['[::1]', '[0:0:0:0:0:0:0:1]', 'a@[::1]', '0.0.0.0', '0', '[::]'],
];
const OTHERS = [
  ...['127.255.255.254', '10.0.0.1', '10.255.255.255', '012.0.0.1', '0xa000001', '167772161', '172.16.0.1'],
  ...['172.31.255.255', '192.168.0.1', '192.168.1.1', '3232235521', '169.254.169.254', '2852039166', '0xa9fea9fe'],
  ...['169.254.170.2', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1'],
  ...['240.0.0.1', '255.255.255.255', 'a@169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '[fc00::1]'],
  ...['[fd00:ec2::254]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b::169.254.169.254]', '[2002:7f00:1::]'],
  ...['[::127.0.0.1]', '[fec0::1]', '[2001:0:7f00:1::]'],
];
const PUBLIC = '93.184.215.14';
/** Names that lead to a canary, with the answers to one look-up after another. */
const NAMES: [string, string[][]][] = [
  ['inside.example', [['127.0.0.1']]],
  ['inside-6.example', [['::1']]],
  ['mapped.example', [['::ffff:127.0.0.1']]],
  ['both.example', [['127.0.0.1', PUBLIC]]],
  ['both-6.example', [['::1', PUBLIC]]],
  ['zero.example', [['0.0.0.0']]],
];
const NAMES_OF_OTHERS: [string, string[][]][] = [
  ['metadata.example', [['169.254.169.254']]],
  ['private.example', [['10.0.0.1']]],
  ['hidden.example', [[PUBLIC, '192.168.0.1']]],
  ['hidden-loopback.example', [[PUBLIC, '127.0.0.1']]],
  ['nowhere.example', [[]]],
];
const COUNT = [CANARIES, OTHERS, NAMES, NAMES_OF_OTHERS].flat().length;

/** What a request without any check does. */
async function postUnguarded(address: string, lookUp?: typeof lookup): Promise<void> {
  const sent = request(new URL(address), {
    method: 'POST',
    agent: false,
    ...(lookUp && { lookup: lookUp as LookupFunction }),
  });
  await new Promise<void>((resolve) =>
    sent
      .on('response', (response) => resolve(void response.resume()))
      .on('error', () => resolve())
      .end(),
  );
}

describe('an internal address', () => {
  it.each(CANARIES)('reaches a canary without the check: %s', async (host) => {
    await postUnguarded(`http://${host}:${port}/`);
    expect([touched, attempts.length]).toEqual([1, 1]);
  });

  it.each(NAMES)('reaches a canary without the check, by the name %s', async (name, answers) => {
    await postUnguarded(`http://${name}:${port}/`, resolver(...answers));
    expect(touched).toBe(1);
  });

  it(`is never connected to, however it's written or named: ${COUNT} ways`, async () => {
    expect(COUNT).toBeGreaterThanOrEqual(60);
    for (const host of [...CANARIES, ...OTHERS]) {
      await expect(post(`http://${host}:${port}/`), host).rejects.toThrow(InternalAddressError);
    }
    for (const [name, answers] of [...NAMES, ...NAMES_OF_OTHERS]) {
      const refusal = answers.flat().length > 0 ? InternalAddressError : 'ENOTFOUND';
      await expect(post(`http://${name}:${port}/`, resolver(...answers)), name).rejects.toThrow(refusal);
    }
    expect([touched, attempts]).toEqual([0, []]);
  });
});

describe('a name that changes its addresses', () => {
  const changing = () => resolver([PUBLIC], ['127.0.0.1']);

  it('reaches a canary if it is looked up once to check it and once to connect', async () => {
    const lookUp = changing();
    const checked = await new Promise((resolve) =>
      lookUp('changing.example', { all: true }, (_, found) => resolve(found)),
    );
    expect(checked).toMatchObject([{ address: PUBLIC }]);
    await postUnguarded(`http://changing.example:${port}/`, lookUp);
    expect(touched).toBe(1);
  });

  it('is connected to at the address that was checked, and is refused once an address is internal', async () => {
    const lookUp = changing();
    await expect(post(`http://changing.example:${port}/`, lookUp)).rejects.toThrow('Not sent');
    expect([touched, attempts]).toEqual([0, [PUBLIC]]);
    await expect(post(`http://changing.example:${port}/`, lookUp)).rejects.toThrow(InternalAddressError);
    expect([touched, attempts]).toEqual([0, [PUBLIC]]);
  });
});

describe('a redirect', () => {
  let redirecting: Server;
  let address: string;
  beforeAll(async () => {
    redirecting = createServer(({ url = '' }, response) => {
      const to = url.startsWith('/6') ? '[::1]' : '127.0.0.1';
      response.writeHead(Number(url.slice(3)), { location: `http://${to}:${port}/` }).end('<Response/>');
    });
    redirecting.listen(0, '127.0.0.1');
    await once(redirecting, 'listening');
    address = `http://localhost:${(redirecting.address() as AddressInfo).port}`;
  });
  afterAll(() => redirecting.close());

  it('reaches a canary if it is followed', async () => {
    await (await fetch(`${address}/4/307`, { method: 'POST' })).text();
    expect(touched).toBe(1);
  });

  it.each(['4/301', '4/302', '4/303', '4/307', '4/308', '6/302', '6/307'])(
    'from an allowed name is not followed: /%s',
    async (path) => {
      const url = new URL(`${address}/${path}`);
      expect((await post(url.href, undefined, ['localhost'])).status).toBe(Number(path.slice(2)));
      const webhook = { url, secret: 's'.repeat(32), internalHosts: new Set(['localhost']) };
      const call = { callSid: 'CA1', parameters: {}, tenantId: 'a', simulated: false, timeoutMs: 2_000 };
      expect(await askPlatform(webhook, call)).toEqual({ twiml: null, reason: 'WEBHOOK_REDIRECT' });
      expect(touched).toBe(0);
    },
  );
});

it('an allowed name can be internal, and allows no other', async () => {
  expect(await post(`http://localhost:${port}/`, undefined, ['localhost'])).toEqual({
    status: 200,
    text: '<Response/>',
  });
  expect(touched).toBe(1);
  for (const host of ['127.0.0.1', '[::1]']) {
    await expect(post(`http://${host}:${port}/`, undefined, ['localhost'])).rejects.toThrow(InternalAddressError);
  }
  await expect(post(`http://inside.example:${port}/`, resolver(['127.0.0.1']), ['localhost'])).rejects.toThrow(
    InternalAddressError,
  );
  expect(touched).toBe(1);
});
