import { FAULTS } from '@linekeeper/contract';
import { TRPCClientError } from '@trpc/client';
import { TRPCError } from '@trpc/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './create-client.ts';
import { faultOf } from './fault.ts';
import { ScriptedServer, TooMany } from './scripted-server.ts';

const MESSAGES = {
  UNREACHABLE: "The server can't be reached. Check your connection and try again",
  TIMEOUT: 'The server took too long to answer. Try again in a moment',
  CANCELLED: 'The request was cancelled',
  UNAUTHORIZED: "You're signed out. Sign in and try again",
  FORBIDDEN: "You don't have permission to do this. Ask an owner or admin of your company",
  BAD_REQUEST: "The server didn't understand the request. Reload the page and try again",
  NOT_FOUND: 'No Linekeeper API at /trpc. Check `url` and where Linekeeper is mounted',
  METHOD_NOT_SUPPORTED: "This address doesn't support this method",
  PAYLOAD_TOO_LARGE: 'The request is too large. Send at most 64 kB',
  URI_TOO_LONG: 'The address is too long',
  UNSUPPORTED_MEDIA_TYPE: 'Send JSON, with content-type: application/json',
  EXPECTATION_FAILED: 'Send the request without an Expect header',
  HEADERS_TOO_LARGE: 'The headers are too long',
  TOO_MANY_REQUESTS: 'Too many requests. Try again later',
  SERVICE_UNAVAILABLE: 'The server is busy. Try again in a few seconds',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment',
};
type Code = keyof typeof MESSAGES;

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
});

/** What a call throws if the server answers like this. */
async function thrown(options: { signal?: AbortSignal; timeoutMs?: number } = {}): Promise<unknown> {
  const { signal, ...settings } = options;
  const client = createClient({ url: '/trpc', fetch: server.fetch, retries: 0, ...settings });
  try {
    await client.phone.getInboundNumber.query(undefined, signal ? { signal } : {});
  } catch (error) {
    return error;
  }
  throw new Error('The call was answered');
}

function fails(error: TRPCError): void {
  server.answer('phone.getInboundNumber', () => {
    throw error;
  });
}

describe('a fault of a procedure', () => {
  it.each<[TRPCError['code'], Code]>([
    ['UNAUTHORIZED', 'UNAUTHORIZED'],
    ['BAD_REQUEST', 'BAD_REQUEST'],
    ['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS'],
    ['INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
    ['PAYLOAD_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
    // From a server that is newer or older than this client.
    ['UNPROCESSABLE_CONTENT', 'BAD_REQUEST'],
    ['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE'],
  ])('%s is %s', async (code, expected) => {
    fails(new TRPCError({ code, message: 'of the server' }));
    expect(faultOf(await thrown())).toStrictEqual({ code: expected, message: MESSAGES[expected] });
  });

  it.each(['FORBIDDEN', 'NOT_FOUND'] as const)("gives the server's own reason for %s", async (code) => {
    fails(new TRPCError({ code, message: 'Choose a company first' }));
    expect(faultOf(await thrown())).toEqual({ code, message: 'Choose a company first' });
  });

  it('has the code and the message of every status that the server answers', async () => {
    const answered = Object.entries(FAULTS).filter(([code]) => code !== 'REQUEST_TIMEOUT');
    for (const [code, { status }] of answered) {
      server.intercept = () => new Response('no', { status });
      expect(faultOf(await thrown())).toEqual({ code, message: MESSAGES[code as Code] });
    }
  });

  it('says how long the company has to wait', async () => {
    fails(new TooMany(700));
    expect(faultOf(await thrown())).toEqual({
      code: 'TOO_MANY_REQUESTS',
      message: 'Your company has checked or changed too many numbers. Try again in 12 minutes',
      retryAfterSeconds: 700,
    });
  });

  it("says nothing about the wait if it isn't a number", async () => {
    fails(new TooMany('soon' as unknown as number));
    const message = MESSAGES.TOO_MANY_REQUESTS;
    expect(faultOf(await thrown())).toEqual({ code: 'TOO_MANY_REQUESTS', message });
  });
});

describe("an answer that isn't from tRPC", () => {
  const statuses: [number, Code][] = [
    [400, 'BAD_REQUEST'],
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [405, 'METHOD_NOT_SUPPORTED'],
    [408, 'TIMEOUT'],
    [413, 'PAYLOAD_TOO_LARGE'],
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
    [429, 'TOO_MANY_REQUESTS'],
    [499, 'BAD_REQUEST'],
    [500, 'INTERNAL_SERVER_ERROR'],
    [502, 'INTERNAL_SERVER_ERROR'],
    [503, 'SERVICE_UNAVAILABLE'],
    [504, 'TIMEOUT'],
  ];

  it.each(statuses)('a page with status %d is %s', async (status, code) => {
    server.intercept = () => new Response('<h1>nginx</h1>', { status });
    expect(faultOf(await thrown())).toEqual({ code, message: MESSAGES[code] });
  });

  it.each(['null', '"no"', '[]', '[null]', '{}', '{"error":null}', '{"error":"no"}', '{"error":{"code":"X"}}', ''])(
    'the body %s of status 403 is FORBIDDEN',
    async (body) => {
      server.intercept = () => new Response(body, { status: 403 });
      expect(faultOf(await thrown())).toEqual({ code: 'FORBIDDEN', message: MESSAGES.FORBIDDEN });
    },
  );

  it("a list isn't an answer of tRPC if one of its items isn't", async () => {
    server.intercept = () => new Response('[{"error":{"code":-32003}},null]', { status: 401 });
    expect(faultOf(await thrown()).code).toBe('UNAUTHORIZED');
  });

  it('gives the reason, if another address of our server sent it', async () => {
    const error = { code: 'FORBIDDEN', message: 'Requests from other sites are refused' };
    server.intercept = () => Response.json({ error }, { status: 403 });
    expect(faultOf(await thrown())).toEqual(error);
  });

  it("gives no reason that isn't a text", async () => {
    server.intercept = () => Response.json({ error: { code: 'FORBIDDEN', message: 7 } }, { status: 403 });
    expect(faultOf(await thrown()).message).toBe(MESSAGES.FORBIDDEN);
  });

  it('throws an error that names the status', async () => {
    server.intercept = () => new Response('no', { status: 418 });
    const error = (await thrown()) as Error;
    expect(error.message).toBe('The server answered with status 418');
    expect((error.cause as Error).name).toBe('HttpError');
  });

  it.each([
    ['60', 60, '60 seconds'],
    ['0', 0, '1 second'],
    ['Wed, 25 Nov 2026 12:03:20 GMT', 200, '4 minutes'],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0, '1 second'],
  ])('reads the wait %s of a proxy', async (header, seconds, words) => {
    vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.300Z'), toFake: ['Date'] });
    server.intercept = () => new Response('slow down', { status: 429, headers: { 'retry-after': header } });
    const fault = faultOf(await thrown());
    vi.useRealTimers();
    const message = `Too many requests. Try again in ${words}`;
    expect(fault).toEqual({ code: 'TOO_MANY_REQUESTS', message, retryAfterSeconds: seconds });
  });

  it.each(['soon', '', '-5x', '1e3'])('ignores the wait "%s" of a proxy', async (header) => {
    server.intercept = () => new Response('slow down', { status: 429, headers: { 'retry-after': header } });
    const message = MESSAGES.TOO_MANY_REQUESTS;
    expect(faultOf(await thrown())).toEqual({ code: 'TOO_MANY_REQUESTS', message });
  });

  it('says when a busy server can be asked again', async () => {
    server.intercept = () => new Response('busy', { status: 503, headers: { 'retry-after': '20' } });
    const code = 'SERVICE_UNAVAILABLE';
    expect(faultOf(await thrown())).toEqual({ code, message: MESSAGES[code], retryAfterSeconds: 20 });
  });

  it('says nothing about a wait for other faults', async () => {
    server.intercept = () => new Response('busy', { status: 500, headers: { 'retry-after': '20' } });
    const code = 'INTERNAL_SERVER_ERROR';
    expect(faultOf(await thrown())).toEqual({ code, message: MESSAGES[code] });
  });
});

describe('a call without an answer', () => {
  it('is UNREACHABLE if the network fails', async () => {
    server.intercept = () => {
      throw new TypeError('fetch failed');
    };
    expect(faultOf(await thrown())).toEqual({ code: 'UNREACHABLE', message: MESSAGES.UNREACHABLE });
  });

  it("is UNREACHABLE if a page answers in the server's place", async () => {
    server.intercept = () => new Response('<h1>Sign in to the Wi-Fi</h1>');
    expect(faultOf(await thrown()).code).toBe('UNREACHABLE');
  });

  it('is TIMEOUT if the answer is late', async () => {
    server.intercept = () => new Promise(() => {});
    expect(faultOf(await thrown({ timeoutMs: 5 }))).toEqual({ code: 'TIMEOUT', message: MESSAGES.TIMEOUT });
  });

  it('is CANCELLED if the caller cancelled it', async () => {
    const fault = faultOf(await thrown({ signal: AbortSignal.abort() }));
    expect(fault).toEqual({ code: 'CANCELLED', message: MESSAGES.CANCELLED });
  });

  it.each([new TRPCClientError('no cause'), new Error('other'), 'text', undefined])(
    "is UNREACHABLE, as is every error that isn't from a call: %s",
    (error) => {
      expect(faultOf(error)).toEqual({ code: 'UNREACHABLE', message: MESSAGES.UNREACHABLE });
    },
  );
});
