import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardedPost, InternalAddressError } from './guarded-post.ts';
import { askPlatform } from './platform-webhook.ts';

let canary: Server;
let port: number;
let touched = 0;

beforeAll(async () => {
  canary = createServer((request, response) => {
    response.setHeader('location', `http://127.0.0.1:${port}/inside`);
    response.writeHead(request.url === '/redirect' ? 307 : 200).end('<Response/>');
  }).on('connection', () => {
    touched++;
  });
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => canary.close(resolve)));

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

const NUMBERS = [
  ...['127.0.0.1', '127.1', '127.0.1', '0177.0.0.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '017700000001'],
  ...['127.255.255.254', '0.0.0.0', '0', '10.0.0.1', '10.255.255.255', '012.0.0.1', '0xa000001', '167772161'],
  ...['172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1.1', '3232235521', '169.254.169.254', '2852039166'],
  ...['0xa9fea9fe', '169.254.170.2', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192', '198.18.0.1'],
  ...['224.0.0.1', '240.0.0.1', '255.255.255.255', 'a:b@127.0.0.1', 'a@169.254.169.254', 'public.example@127.0.0.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:169.254.169.254]'],
  ...['[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b::169.254.169.254]'],
  ...['[2002:7f00:1::]', '[::127.0.0.1]', '[fec0::1]', '①②⑦.0.0.1', '127。0。0。1', '[2001:0:7f00:1::]'],
];
const NAMES: [string, string[][]][] = [
  ['inside.example', [['127.0.0.1']]],
  ['inside-6.example', [['::1']]],
  ['mapped.example', [['::ffff:127.0.0.1']]],
  ['metadata.example', [['169.254.169.254']]],
  ['both.example', [['93.184.215.14', '127.0.0.1']]],
  ['changing.example', [['127.0.0.1'], ['93.184.215.14'], ['127.0.0.1']]],
  ['nowhere.example', [[]]],
];

it(`none of ${NUMBERS.length + NAMES.length} internal addresses is ever connected to`, async () => {
  expect(NUMBERS.length + NAMES.length).toBeGreaterThanOrEqual(60);
  for (const host of NUMBERS) {
    const answer = post(`http://${host}:${port}/`);
    await expect(answer, host).rejects.toThrow(InternalAddressError);
  }
  for (const [name, answers] of NAMES) {
    const lookUp = resolver(...answers);
    for (let i = 0; i < 2; i++) await expect(post(`http://${name}:${port}/`, lookUp), name).rejects.toThrow();
  }
  expect(touched).toBe(0);
});

it('an allowed name can be internal, and a redirect from there is not followed', async () => {
  const before = touched;
  const { status } = await post(`http://localhost:${port}/redirect`, undefined, ['localhost']);
  expect([status, touched - before]).toEqual([307, 1]);
  const webhook = {
    url: new URL(`http://localhost:${port}/redirect`),
    secret: 's'.repeat(32),
    internalHosts: new Set(['localhost']),
  };
  const call = { callSid: 'CA1', parameters: {}, tenantId: 'a', simulated: false, timeoutMs: 2_000 };
  expect(await askPlatform(webhook, call)).toEqual({ twiml: null, reason: 'WEBHOOK_REDIRECT' });
  expect(touched - before).toBe(2);
  // Allowing one name allows no other.
  await expect(post(`http://127.0.0.1:${port}/`, undefined, ['localhost'])).rejects.toThrow(InternalAddressError);
});
