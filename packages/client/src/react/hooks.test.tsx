// @vitest-environment jsdom
import type { CurrentSession } from '@linekeeper/contract';
import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedServer } from '../scripted-server.ts';
import {
  useApiKeys,
  useCreateApiKey,
  useCurrentSession,
  useInboundNumber,
  useReleaseInboundNumber,
  useRevokeApiKey,
  useSetInboundNumber,
} from './index.ts';
import { call, KEY, offline, renderCalls } from './scripted-calls.tsx';

const SESSION: CurrentSession = {
  person: { name: 'Ada', email: 'ada@acme.example' },
  tenant: { id: 'acme', name: 'Acme', country: 'US' },
  permissions: ['inboundNumber:read'],
};
const KEYS = { keys: [KEY], nextCursor: null };
const ONE = { phoneNumber: '+14155238886', claimedAt: '2026-11-25T12:00:00.000Z' };
const OTHER = { phoneNumber: '+442079460018', claimedAt: '2026-11-25T13:00:00.000Z' };
const TAKEN = {
  code: 'PHONE_TAKEN',
  phoneNumber: OTHER.phoneNumber,
  message: 'This phone number is already registered with another company',
};

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('session.get', SESSION);
  server.answer('phone.getInboundNumber', ONE);
  server.answer('apiKey.list', KEYS);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('queries', () => {
  it.each([
    ['useCurrentSession', useCurrentSession, SESSION],
    ['useInboundNumber', useInboundNumber, ONE],
    ['useApiKeys', useApiKeys, { pages: [KEYS], pageParams: [null] }],
  ])("%s returns the server's answer", async (_, hook, answer) => {
    const result = renderCalls<{ data: unknown }>(server, hook);
    await waitFor(() => expect(result.current.data).toEqual(answer));
    expect(server.calls).toHaveLength(1);
  });

  it('the session is fetched at most once a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const queryClient = new QueryClient();
    renderCalls(server, () => [useCurrentSession(), useInboundNumber()], queryClient);
    const counts = async () => {
      await untilIdle(queryClient);
      return ['session.get', 'phone.getInboundNumber'].map((path) => server.callsOf(path).length);
    };
    expect(await counts()).toEqual([1, 1]);
    vi.setSystemTime(Date.now() + 59_999);
    await focusWindow();
    expect(await counts()).toEqual([1, 2]);
    vi.setSystemTime(Date.now() + 1);
    await focusWindow();
    expect(await counts()).toEqual([2, 3]);
  });

  it.each([
    ['useCurrentSession', useCurrentSession],
    ['useInboundNumber', useInboundNumber],
    ['useApiKeys', useApiKeys],
  ])("%s doesn't retry what the links have retried, for any query client of the application", async (_, hook) => {
    server.intercept = offline;
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: 0 } } });
    const result = renderCalls<{ isError: boolean }>(server, hook, queryClient);
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(server.requests).toHaveLength(1);
  });

  it('a query fails at once if the browser is offline', async () => {
    server.intercept = offline;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    const result = renderCalls(server, useInboundNumber);
    await waitFor(() => expect(result.current.isError).toBe(true));
    window.dispatchEvent(new Event('online'));
  });
});

/** The window becomes visible again. */
async function focusWindow(): Promise<void> {
  await act(async () => {
    window.dispatchEvent(new Event('visibilitychange'));
  });
}

/** Resolves when nothing is being fetched, however long that takes on a busy machine. */
async function untilIdle(queryClient: QueryClient): Promise<void> {
  await act(
    () =>
      new Promise<void>((resolve) => {
        const resolveIfIdle = () => {
          if (queryClient.isFetching() === 0) resolve();
        };
        queryClient.getQueryCache().subscribe(resolveIfIdle);
        resolveIfIdle();
      }),
  );
}

describe('useSetInboundNumber', () => {
  const useClaim = () => ({ held: useInboundNumber(), set: useSetInboundNumber() });

  it('shows the claimed number at once, before the server is asked again', async () => {
    const result = renderCalls(server, useClaim);
    await waitFor(() => expect(result.current.held.data).toEqual(ONE));
    server.answer('phone.setInboundNumber', { ok: true, data: OTHER });
    server.answer('phone.getInboundNumber', () => new Promise(() => {}));
    const outcome = await call(() => result.current.set.mutateAsync({ phoneNumber: OTHER.phoneNumber }));
    expect(outcome).toEqual({ ok: true, data: OTHER });
    expect(server.callsOf('phone.setInboundNumber').map(({ input }) => input)).toEqual([
      { phoneNumber: OTHER.phoneNumber },
    ]);
    await waitFor(() => expect(result.current.held.data).toEqual(OTHER));
    expect(server.callsOf('phone.getInboundNumber')).toHaveLength(2);
  });

  it('keeps the number after a refusal, and asks the server again', async () => {
    const result = renderCalls(server, useClaim);
    await waitFor(() => expect(result.current.held.data).toEqual(ONE));
    server.answer('phone.setInboundNumber', { ok: false, error: TAKEN });
    const outcome = await call(() => result.current.set.mutateAsync({ phoneNumber: OTHER.phoneNumber }));
    expect(outcome).toEqual({ ok: false, error: TAKEN });
    expect(result.current.held.data).toEqual(ONE);
    await waitFor(() => expect(server.callsOf('phone.getInboundNumber')).toHaveLength(2));
    expect(result.current.held.data).toEqual(ONE);
  });

  it('asks for the number again after a fault, because the claim can have succeeded', async () => {
    const result = renderCalls(server, useClaim);
    await waitFor(() => expect(result.current.held.data).toEqual(ONE));
    server.answer('phone.getInboundNumber', OTHER);
    server.intercept = () => (server.requests.length === 2 ? offline() : undefined);
    const fault = await call(() => result.current.set.mutateAsync({ phoneNumber: OTHER.phoneNumber }));
    expect(fault).toBe('UNREACHABLE');
    await waitFor(() => expect(result.current.held.data).toEqual(OTHER));
  });
});

describe('useReleaseInboundNumber', () => {
  const useRelease = () => ({ held: useInboundNumber(), release: useReleaseInboundNumber() });

  it('shows at once that there is no number', async () => {
    const result = renderCalls(server, useRelease);
    await waitFor(() => expect(result.current.held.data).toEqual(ONE));
    server.answer('phone.releaseInboundNumber', { ok: true, data: { released: ONE.phoneNumber } });
    server.answer('phone.getInboundNumber', () => new Promise(() => {}));
    await call(() => result.current.release.mutateAsync({}));
    await waitFor(() => expect(result.current.held.data).toBe(null));
    expect(server.callsOf('phone.getInboundNumber')).toHaveLength(2);
  });

  it('asks for the number again after a fault', async () => {
    const result = renderCalls(server, useRelease);
    await waitFor(() => expect(result.current.held.data).toEqual(ONE));
    server.answer('phone.getInboundNumber', null);
    server.intercept = () => (server.requests.length === 2 ? offline() : undefined);
    expect(await call(() => result.current.release.mutateAsync({}))).toBe('UNREACHABLE');
    await waitFor(() => expect(result.current.held.data).toBe(null));
  });
});

describe('mutations', () => {
  const useAll = () => ({
    set: useSetInboundNumber(),
    release: useReleaseInboundNumber(),
    create: useCreateApiKey(),
    revoke: useRevokeApiKey(),
  });
  const names = ['set', 'release', 'create', 'revoke'] as const;

  it.each(names)('%s is sent only once, for any query client of the application', async (name) => {
    server.intercept = offline;
    const queryClient = new QueryClient({ defaultOptions: { mutations: { retry: 3, retryDelay: 0 } } });
    const result = renderCalls(server, useAll, queryClient);
    expect(await call(() => result.current[name].mutateAsync({} as never))).toBe('UNREACHABLE');
    expect(server.requests).toHaveLength(1);
  });

  it.each(names)('%s fails at once if the browser is offline, and is not sent later', async (name) => {
    server.intercept = offline;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    const result = renderCalls(server, useAll);
    expect(await call(() => result.current[name].mutateAsync({} as never))).toBe('UNREACHABLE');
    window.dispatchEvent(new Event('online'));
  });
});
