// @vitest-environment jsdom
import { cleanup, render, waitFor } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultOf } from '../fault.ts';
import type { Call, ScriptedServer } from '../scripted-server.ts';
import { type LinekeeperProviderProps, useCreateApiKey, useSetInboundNumber } from './index.ts';
import { CLAIMED_AT, HeldNumber, Linekeeper, numberOf, shown, startTenants } from './scripted-tenants.tsx';

let server: ScriptedServer;

beforeEach(() => {
  server = startTenants();
});

afterEach(cleanup);

describe('a changed token', () => {
  const ui = (props: Partial<LinekeeperProviderProps>, children: ReactNode = <HeldNumber />) => (
    <Linekeeper server={server} {...props}>
      {children}
    </Linekeeper>
  );

  it.each([
    ['another text', 'acme', 'brightline', 'Bearer brightline'],
    ['no token after a text', 'acme', undefined, null],
    ['a text after no token', undefined, 'acme', 'Bearer acme'],
    ['a function after a text', 'acme', () => 'brightline', 'Bearer brightline'],
    ['a text after a function', () => 'acme', 'brightline', 'Bearer brightline'],
    ['no token after a function', () => 'acme', undefined, null],
  ])('takes effect at once: %s', async (_, first, second, header) => {
    const { rerender } = render(ui({ token: first }));
    await waitFor(() => expect(shown()).not.toBe('pending'));
    rerender(ui({ token: second }));
    await waitFor(() => expect(shown()).toBe(numberOf(header).phoneNumber));
    expect(server.calls).toHaveLength(2);
  });

  it('drops the previous answer before there is a new one', async () => {
    const { rerender } = render(ui({ token: 'acme' }));
    await waitFor(() => expect(shown()).not.toBe('pending'));
    server.answer('phone.getInboundNumber', () => new Promise(() => {}));
    rerender(ui({ token: 'brightline' }));
    await waitFor(() => expect(shown()).toBe('pending'));
  });

  it.each([false, true])('makes the hooks ask again, only with the new token (in strict mode: %s)', async (strict) => {
    const wrap = (node: ReactNode) => (strict ? <StrictMode>{node}</StrictMode> : node);
    const { rerender } = render(wrap(ui({ token: 'acme' })));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
    const before = server.calls.length;
    rerender(wrap(ui({ token: 'brightline' })));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber));
    expect(server.calls.slice(before).map(({ token }) => token)).toEqual(['Bearer brightline']);
    rerender(wrap(ui({ token: 'brightline' })));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.calls).toHaveLength(before + 1);
  });

  it('another URL takes effect at once', async () => {
    const { rerender } = render(ui({ url: 'http://one.test/trpc' }));
    await waitFor(() => expect(shown()).not.toBe('pending'));
    rerender(ui({ url: 'http://two.test/trpc' }));
    await waitFor(() => expect(server.requests).toHaveLength(2));
    expect(server.requests.map(({ url }) => new URL(url).host)).toEqual(['one.test', 'two.test']);
  });

  it('a new token function is called, and no answer is dropped', async () => {
    const { rerender } = render(ui({ token: () => 'acme' }));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
    rerender(ui({ token: async () => 'brightline' }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shown()).toBe(numberOf('Bearer acme').phoneNumber);
    expect(server.calls).toHaveLength(1);
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(server.calls.at(-1)?.token).toBe('Bearer brightline'));
  });

  it('drops a late answer for the previous token', async () => {
    let release: (answer: unknown) => void = () => {};
    server.answer('phone.getInboundNumber', ({ token }: Call) =>
      token === 'Bearer acme' ? new Promise((resolve) => (release = resolve)) : numberOf(token),
    );
    const { rerender } = render(ui({ token: 'acme' }));
    await waitFor(() => expect(server.calls).toHaveLength(1));
    rerender(ui({ token: 'brightline' }));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber));
    release(numberOf('Bearer acme'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber);
  });

  it('cancels a claim in progress for the previous token, and never shows its answer', async () => {
    let release: (answer: unknown) => void = () => {};
    let aborted = false;
    server.answer('phone.setInboundNumber', () => new Promise((resolve) => (release = resolve)));
    const spied: typeof fetch = (input, init) => {
      if ((input as string).includes('setInboundNumber'))
        init?.signal?.addEventListener('abort', () => (aborted = true));
      return server.fetch(input, init);
    };
    let claim: ReturnType<typeof useSetInboundNumber> | undefined;
    function Claim() {
      claim = useSetInboundNumber();
      return <HeldNumber />;
    }
    const { rerender } = render(ui({ token: 'acme', fetch: spied }, <Claim />));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
    const code = claim?.mutateAsync({ phoneNumber: '+14155238887' }).catch((error: unknown) => faultOf(error).code);
    await waitFor(() => expect(server.callsOf('phone.setInboundNumber')).toHaveLength(1));
    rerender(ui({ token: 'brightline', fetch: spied }, <Claim />));
    expect(await code).toBe('CANCELLED');
    expect(aborted).toBe(true);
    release({ ok: true, data: { phoneNumber: '+14155238887', claimedAt: CLAIMED_AT } });
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber));
    expect(claim?.status).toBe('idle');
  });

  it("cancels a claim for the previous token that wasn't sent yet", async () => {
    let claim: ReturnType<typeof useSetInboundNumber> | undefined;
    function Claim() {
      claim = useSetInboundNumber();
      return <HeldNumber />;
    }
    const { rerender } = render(ui({ token: () => 'acme' }, <Claim />));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
    const code = claim?.mutateAsync({ phoneNumber: '+14155238887' }).catch((error: unknown) => faultOf(error).code);
    // The call is now in the batch, which is sent in the next turn of the event loop.
    for (let jobs = 0; jobs < 10; jobs++) await Promise.resolve();
    rerender(ui({ token: 'brightline' }, <Claim />));
    expect(await code).toBe('CANCELLED');
    expect(server.callsOf('phone.setInboundNumber')).toEqual([]);
  });

  it("forgets the answers of mutations for the previous token, such as a key's secret", async () => {
    const secret = 'lk_live_secret';
    server.answer('apiKey.create', {
      ok: true,
      data: {
        id: '1',
        name: 'a',
        prefix: 'lk',
        scopes: [],
        createdAt: CLAIMED_AT,
        expiresAt: null,
        revokedAt: null,
        lastUsedAt: null,
        secret,
      },
    });
    let create: ReturnType<typeof useCreateApiKey> | undefined;
    function Key() {
      create = useCreateApiKey();
      return <output data-testid="secret">{create.data?.ok ? create.data.data.secret : ''}</output>;
    }
    const { rerender } = render(ui({ token: 'acme' }, <Key />));
    await create?.mutateAsync({ name: 'a', scopes: ['inboundNumber:read'] });
    await waitFor(() => expect(shown('secret')).toBe(secret));
    rerender(ui({ token: 'acme' }, <Key />));
    expect(shown('secret')).toBe(secret);
    rerender(ui({ token: 'brightline' }, <Key />));
    await waitFor(() => expect(shown('secret')).toBe(''));
  });
});
