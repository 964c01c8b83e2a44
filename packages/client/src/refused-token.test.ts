import { TRPCError } from '@trpc/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import { createClient } from './create-client.ts';
import { faultOf } from './fault.ts';
import { ScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
});

function phoneOf(options: Partial<ClientOptions>) {
  return createClient({ url: 'http://linekeeper.test/trpc', fetch: server.fetch, ...options }).phone;
}

async function faultCodeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no fault',
    (error: unknown) => faultOf(error).code,
  );
}

describe('a token that the server refuses', () => {
  const accept = (good: string) => () => {
    if (server.calls.at(-1)?.token !== `Bearer ${good}`) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return { ok: true, data: { released: null } };
  };

  it('is asked for once more, and a mutation is repeated', async () => {
    server.answer('phone.releaseInboundNumber', accept('new'));
    const asked: (string | undefined)[] = [];
    const token = async (refused?: string) => {
      asked.push(refused);
      return refused ? 'new' : 'old';
    };
    expect(await phoneOf({ token }).releaseInboundNumber.mutate({})).toMatchObject({ ok: true });
    expect(asked).toEqual([undefined, 'old']);
  });

  it('is a fault after the second refusal', async () => {
    server.answer('phone.releaseInboundNumber', accept('none'));
    expect(await faultCodeOf(phoneOf({ token: () => 'old' }).releaseInboundNumber.mutate({}))).toBe('UNAUTHORIZED');
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['another refusal', () => new Response('no', { status: 403 }), 'FORBIDDEN'],
    ['a broken connection', () => Promise.reject(new TypeError('fetch failed')), 'UNREACHABLE'],
  ])('is not the cause of %s, after which a mutation is never repeated', async (_, answer, code) => {
    server.intercept = answer;
    expect(await faultCodeOf(phoneOf({ token: () => 'good' }).releaseInboundNumber.mutate({}))).toBe(code);
    expect(server.requests).toHaveLength(1);
  });

  it('is a fault at once if there is no function to ask', async () => {
    server.answer('phone.releaseInboundNumber', accept('none'));
    expect(await faultCodeOf(phoneOf({ token: 'old' }).releaseInboundNumber.mutate({}))).toBe('UNAUTHORIZED');
    expect(server.requests).toHaveLength(1);
  });
});
