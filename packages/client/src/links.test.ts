import { createTRPCClient } from '@trpc/client';
import { TRPCError } from '@trpc/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import type { ClientRouter } from './client-router.ts';
import { createClient } from './create-client.ts';
import { faultOf } from './fault.ts';
import { links } from './links.ts';
import { ScriptedServer, TooMany } from './scripted-server.ts';

const NUMBER = '+14155238886';
const HELD = { phoneNumber: NUMBER, claimedAt: '2026-11-25T12:00:00.000Z' };

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('phone.getInboundNumber', HELD);
  server.answer('phone.releaseInboundNumber', { ok: true, data: { released: null } });
  // Retries are immediate.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function phoneOf(options: Partial<ClientOptions> = {}) {
  return createClient({ url: 'http://linekeeper.test/trpc', fetch: server.fetch, ...options }).phone;
}

/** The fault of a call that must fail. */
async function faultCodeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no fault',
    (error: unknown) => faultOf(error).code,
  );
}

describe('requests', () => {
  it("a call returns the procedure's output", async () => {
    expect(await phoneOf().getInboundNumber.query()).toEqual(HELD);
  });

  it('the client sends at most as many calls in one request as the server accepts', async () => {
    const phone = phoneOf();
    const answers = await Promise.all(Array.from({ length: 23 }, () => phone.getInboundNumber.query()));
    expect(answers).toHaveLength(23);
    expect(server.requests.map(({ calls }) => calls)).toEqual([10, 10, 3]);
  });

  it('the client never puts an input into a URL', async () => {
    server.answer('phone.checkAvailability', { ok: true, data: { phoneNumber: NUMBER, availability: 'AVAILABLE' } });
    await phoneOf().checkAvailability.query({ phoneNumber: NUMBER });
    const [request] = server.requests;
    expect(request?.method).toBe('POST');
    expect(decodeURIComponent(request?.url ?? '')).not.toContain(NUMBER);
    expect(request?.body).toContain(NUMBER);
  });

  it('the client uses the global fetch by default', async () => {
    vi.stubGlobal('fetch', server.fetch);
    expect(await createClient({ url: 'http://linekeeper.test/trpc' }).phone.getInboundNumber.query()).toEqual(HELD);
    vi.unstubAllGlobals();
  });
});

describe('tokens', () => {
  it.each([
    ['a text', 'lk_live_a', 'Bearer lk_live_a'],
    ['a function', () => 'lk_live_b', 'Bearer lk_live_b'],
    ['an asynchronous function', async () => 'lk_live_c', 'Bearer lk_live_c'],
    ['nothing', undefined, null],
    ['an empty text', '', null],
    ['a function that has none', () => undefined, null],
  ])('the client sends a token from %s', async (_, token, header) => {
    await phoneOf({ token }).getInboundNumber.query();
    expect(server.calls[0]?.token).toBe(header);
  });

  it('the client calls the token function before each request, including retries', async () => {
    const tokens = ['first', 'second', 'third'];
    let failures = 1;
    server.answer('phone.getInboundNumber', () => {
      if (failures-- > 0) throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR' });
      return HELD;
    });
    const phone = phoneOf({ token: () => tokens.shift() });
    await phone.getInboundNumber.query();
    await phone.getInboundNumber.query();
    expect(server.calls.map(({ token }) => token)).toEqual(['Bearer first', 'Bearer second', 'Bearer third']);
  });

  it('a call fails if the token function fails', async () => {
    const token = () => Promise.reject(new Error('no token today'));
    expect(await faultCodeOf(phoneOf({ token }).getInboundNumber.query())).toBe('UNREACHABLE');
    expect(server.requests).toHaveLength(0);
  });
});

describe('tenants', () => {
  it('the client sends the tenant of the options in a header, and sends no such header by default', async () => {
    await phoneOf({ tenant: 'acme' }).getInboundNumber.query();
    await phoneOf().getInboundNumber.query();
    await phoneOf({ tenant: '' }).getInboundNumber.query();
    expect(server.calls.map(({ tenant }) => tenant)).toEqual(['acme', null, null]);
  });

  it('as() acts for another tenant with the same options, and leaves the client as it is', async () => {
    const client = createClient({
      url: 'http://linekeeper.test/trpc',
      fetch: server.fetch,
      token: 'a',
      tenant: 'acme',
    });
    expect(await client.as('brightline').phone.getInboundNumber.query()).toEqual(HELD);
    await client.phone.getInboundNumber.query();
    expect(server.calls.map(({ tenant, token }) => [tenant, token])).toEqual([
      ['brightline', 'Bearer a'],
      ['acme', 'Bearer a'],
    ]);
  });
});

describe('retries', () => {
  const offline = () => {
    throw new TypeError('fetch failed');
  };

  it('the client tries three times if it gets no answer', async () => {
    server.intercept = offline;
    expect(await faultCodeOf(phoneOf().getInboundNumber.query())).toBe('UNREACHABLE');
    expect(server.requests).toHaveLength(3);
  });

  it.each([0, 1, 4])('the client retries %d times if the options say so', async (retries) => {
    server.intercept = offline;
    await faultCodeOf(phoneOf({ retries }).getInboundNumber.query());
    expect(server.requests).toHaveLength(retries + 1);
  });

  it('the client returns the answer of the first retry that succeeds', async () => {
    let failures = 1;
    server.intercept = () => (failures-- > 0 ? offline() : undefined);
    expect(await phoneOf().getInboundNumber.query()).toEqual(HELD);
    expect(server.requests).toHaveLength(2);
  });

  it('the client never sends a mutation twice', async () => {
    server.intercept = offline;
    expect(await faultCodeOf(phoneOf().releaseInboundNumber.mutate({}))).toBe('UNREACHABLE');
    expect(server.requests).toHaveLength(1);
  });

  it('the client retries after a fault of the server', async () => {
    server.answer('phone.getInboundNumber', () => {
      throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR' });
    });
    expect(await faultCodeOf(phoneOf().getInboundNumber.query())).toBe('INTERNAL_SERVER_ERROR');
    expect(server.calls).toHaveLength(3);
  });

  it.each([
    ['UNAUTHORIZED', new TRPCError({ code: 'UNAUTHORIZED' })],
    ['FORBIDDEN', new TRPCError({ code: 'FORBIDDEN' })],
    ['BAD_REQUEST', new TRPCError({ code: 'BAD_REQUEST' })],
    ['TOO_MANY_REQUESTS', new TooMany(700)],
  ])("the client doesn't retry after %s", async (code, error) => {
    server.answer('phone.getInboundNumber', () => {
      throw error;
    });
    expect(await faultCodeOf(phoneOf().getInboundNumber.query())).toBe(code);
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    [400, 1],
    [401, 1],
    [403, 1],
    [413, 1],
    [429, 1],
    [499, 1],
    [500, 3],
    [502, 3],
    [503, 3],
    [504, 3],
  ])('if a proxy answers with status %d, the request is sent %d times', async (status, times) => {
    server.intercept = () => new Response('<h1>Sorry</h1>', { status });
    await faultCodeOf(phoneOf().getInboundNumber.query());
    expect(server.requests).toHaveLength(times);
  });

  it('the client waits longer before each retry, up to 200 and 400 milliseconds', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    vi.useFakeTimers();
    server.intercept = offline;
    const code = faultCodeOf(phoneOf().getInboundNumber.query());
    await vi.advanceTimersByTimeAsync(100);
    const sentAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      return server.requests.length;
    };
    expect(await sentAfter(90)).toBe(1);
    expect(await sentAfter(20)).toBe(2);
    expect(await sentAfter(380)).toBe(2);
    expect(await sentAfter(20)).toBe(3);
    expect(await code).toBe('UNREACHABLE');
  });
});

describe('timeouts and cancellation', () => {
  const never = () => new Promise<never>(() => {});

  it('the client aborts a request after the timeout', async () => {
    server.intercept = never;
    expect(await faultCodeOf(phoneOf({ timeoutMs: 5 }).getInboundNumber.query())).toBe('TIMEOUT');
    expect(server.requests).toHaveLength(3);
  });

  it('the client has a timeout of five seconds by default', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    await phoneOf().getInboundNumber.query();
    expect(timeout.mock.calls).toEqual([[5_000]]);
  });

  it("the client's signal aborts every call, and none is retried", async () => {
    server.intercept = never;
    const ending = new AbortController();
    const fetch = vi.fn(server.fetch);
    const options = { url: 'http://linekeeper.test/trpc', fetch, signal: ending.signal };
    const { phone } = createTRPCClient<ClientRouter>({ links: links(options) });
    const codes = Promise.all([phone.getInboundNumber.query(), phone.releaseInboundNumber.mutate({})].map(faultCodeOf));
    await vi.waitFor(() => expect(server.requests).toHaveLength(2));
    ending.abort();
    expect(await codes).toEqual(['CANCELLED', 'CANCELLED']);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("the caller's signal aborts its call, which isn't retried", async () => {
    server.intercept = never;
    const caller = new AbortController();
    const code = faultCodeOf(phoneOf().getInboundNumber.query(undefined, { signal: caller.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    caller.abort();
    expect(await code).toBe('CANCELLED');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.requests).toHaveLength(1);
  });
});
