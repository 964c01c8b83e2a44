// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { useApiKeys, useCreateApiKey, useRevokeApiKey } from './index.ts';
import { call, KEY, offline, renderCalls } from './scripted-calls.tsx';

const page = (...keys: (typeof KEY)[]) => ({ keys, nextCursor: null });

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('apiKey.list', page(KEY));
});

afterEach(cleanup);

describe('the API keys', () => {
  const useKeys = () => ({ keys: useApiKeys(), create: useCreateApiKey(), revoke: useRevokeApiKey() });
  const SECOND = { ...KEY, id: 'b4c9b3a0-0000-4000-8000-000000000002', name: 'Second' };

  it.each([
    ['a new key', 'create', 'apiKey.create', { ok: true, data: { ...SECOND, secret: 'lk_live_secret' } }],
    ['a revoked key', 'revoke', 'apiKey.revoke', { ok: true, data: { revoked: true } }],
  ] as const)('%s makes their list stale', async (_, name, path, outcome) => {
    const result = renderCalls(server, useKeys);
    await waitFor(() => expect(result.current.keys.data?.pages).toEqual([page(KEY)]));
    server.answer(path, outcome);
    server.answer('apiKey.list', page(SECOND, KEY));
    const input = name === 'create' ? { name: 'Second', scopes: ['inboundNumber:read'] } : { id: KEY.id };
    expect(await call(() => result.current[name].mutateAsync(input as never))).toEqual(outcome);
    expect(server.callsOf(path).map((made) => made.input)).toEqual([input]);
    await waitFor(() => expect(result.current.keys.data?.pages).toEqual([page(SECOND, KEY)]));
  });

  it.each(['create', 'revoke'] as const)('%s makes their list stale, even after a fault', async (name) => {
    const result = renderCalls(server, useKeys);
    await waitFor(() => expect(result.current.keys.data?.pages).toEqual([page(KEY)]));
    server.answer('apiKey.list', page());
    server.intercept = () => (server.requests.length === 2 ? offline() : undefined);
    expect(await call(() => result.current[name].mutateAsync({} as never))).toBe('UNREACHABLE');
    await waitFor(() => expect(result.current.keys.data?.pages).toEqual([page()]));
  });

  it('are read page by page', async () => {
    const nextCursor = `abc.${KEY.id}`;
    server.answer('apiKey.list', ({ input }: Call) =>
      (input as { cursor?: string }).cursor === nextCursor ? page(SECOND) : { ...page(KEY), nextCursor },
    );
    const result = renderCalls(server, useKeys);
    await waitFor(() => expect(result.current.keys.hasNextPage).toBe(true));
    await act(async () => void (await result.current.keys.fetchNextPage()));
    await waitFor(() => expect(result.current.keys.data?.pages.flatMap(({ keys }) => keys)).toEqual([KEY, SECOND]));
    expect(result.current.keys.hasNextPage).toBe(false);
  });

  it('the hook forgets a secret when the page stops showing it', async () => {
    const queryClient = new QueryClient();
    const result = renderCalls(server, useKeys, queryClient);
    server.answer('apiKey.create', { ok: true, data: { ...SECOND, secret: 'lk_live_secret' } });
    await call(() => result.current.create.mutateAsync({ name: 'Second', scopes: ['inboundNumber:read'] }));
    await waitFor(() => expect(result.current.create.data).toBeDefined());
    await act(async () => result.current.create.reset());
    await waitFor(() => expect(result.current.create.data).toBeUndefined());
    await waitFor(() => expect(queryClient.getMutationCache().getAll()).toEqual([]));
  });
});
