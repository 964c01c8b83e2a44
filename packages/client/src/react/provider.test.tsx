// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { cleanup, render, renderHook, waitFor } from '@testing-library/react';
import { httpBatchLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScriptedServer } from '../scripted-server.ts';
import {
  type LinekeeperProviderProps,
  useApiKeys,
  useCurrentSession,
  useInboundNumber,
  useSetInboundNumber,
} from './index.ts';
import { HeldNumber, Linekeeper, numberOf, shown, startTenants } from './scripted-tenants.tsx';

let server: ScriptedServer;

beforeEach(() => {
  server = startTenants();
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('in an application with tRPC of its own', () => {
  const t = initTRPC.context<{ token: string | null }>().create();
  const hostRouter = t.router({
    greeting: t.procedure.query(({ ctx }) => `hello ${ctx.token}`),
    // Paths that Linekeeper has, too.
    session: t.router({ get: t.procedure.query(() => 'the session of the application') }),
  });
  const host = createTRPCReact<typeof hostRouter>();
  const hostFetch: typeof fetch = (input, init) => {
    const { signal: _, ...rest } = init ?? {};
    const req = new Request(new URL(input as string, 'http://host.test'), rest);
    const context = { token: req.headers.get('authorization') };
    return fetchRequestHandler({ endpoint: '/api/trpc', req, router: hostRouter, createContext: () => context });
  };

  function Host({ queries, children }: { queries: QueryClient; children: ReactNode }) {
    const [client] = useState(() =>
      host.createClient({
        links: [httpBatchLink({ url: '/api/trpc', fetch: hostFetch as never, headers: { authorization: 'the host' } })],
      }),
    );
    return (
      <host.Provider client={client} queryClient={queries}>
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </host.Provider>
    );
  }

  function renderBelow<T>(hook: () => T, props: Partial<LinekeeperProviderProps> = {}) {
    const queries = new QueryClient();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <Host queries={queries}>
        <Linekeeper server={server} token="acme" {...props}>
          {children}
        </Linekeeper>
      </Host>
    );
    return { queries, ...renderHook(hook, { wrapper }) };
  }

  it("the application's calls go to its own server, with its own token", async () => {
    const { result } = renderBelow(() => [host.greeting.useQuery(), useInboundNumber()] as const);
    await waitFor(() => expect(result.current[0].data).toBe('hello the host'));
    await waitFor(() => expect(result.current[1].data).toEqual(numberOf('Bearer acme')));
    expect(server.calls.map(({ path, token }) => [path, token])).toEqual([['phone.getInboundNumber', 'Bearer acme']]);
  });

  it("the application keeps its query client, which has none of Linekeeper's answers", async () => {
    const { result, queries } = renderBelow(
      () => [useQueryClient(), host.greeting.useQuery(), useInboundNumber()] as const,
    );
    await waitFor(() => expect(result.current[2].data).toBeDefined());
    await waitFor(() => expect(result.current[1].data).toBeDefined());
    expect(result.current[0]).toBe(queries);
    expect(queries.getQueryCache().getAll()).toHaveLength(1);
  });

  it('a path that both have is two queries, even in a shared query client', async () => {
    const queryClient = new QueryClient();
    const { result } = renderHook(() => [host.session.get.useQuery(), useCurrentSession()] as const, {
      wrapper: ({ children }) => (
        <Host queries={queryClient}>
          <Linekeeper server={server} token="acme" queryClient={queryClient}>
            {children}
          </Linekeeper>
        </Host>
      ),
    });
    await waitFor(() => expect(result.current[0].data).toBe('the session of the application'));
    await waitFor(() => expect(result.current[1].data?.tenant.name).toBe('Bearer acme'));
  });

  it("a changed token doesn't drop the application's answers in a shared query client", async () => {
    const queryClient = new QueryClient();
    queryClient.setQueryData([['of the application']], 'kept');
    const ui = (token: string) => (
      <Linekeeper server={server} token={token} queryClient={queryClient}>
        <HeldNumber />
      </Linekeeper>
    );
    const { rerender } = render(ui('acme'));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
    rerender(ui('brightline'));
    await waitFor(() => expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber));
    expect(queryClient.getQueryData([['of the application']])).toBe('kept');
  });
});

it('two providers next to each other each use their own token', async () => {
  render(
    <>
      <Linekeeper server={server} token="acme">
        <HeldNumber of="one" />
      </Linekeeper>
      <Linekeeper server={server} token="brightline">
        <HeldNumber of="two" />
      </Linekeeper>
    </>,
  );
  await waitFor(() => expect(shown('one')).toBe(numberOf('Bearer acme').phoneNumber));
  await waitFor(() => expect(shown('two')).toBe(numberOf('Bearer brightline').phoneNumber));
});

it('the provider asks again when the window becomes visible again', async () => {
  const { unmount } = render(
    <Linekeeper server={server}>
      <HeldNumber />
    </Linekeeper>,
  );
  await waitFor(() => expect(shown()).not.toBe('pending'));
  window.dispatchEvent(new Event('visibilitychange'));
  await waitFor(() => expect(server.calls).toHaveLength(2));
  unmount();
});

it('the provider stops listening to the window when it is unmounted', () => {
  const queryClient = new QueryClient();
  const mount = vi.spyOn(queryClient, 'mount');
  const unmounted = vi.spyOn(queryClient, 'unmount');
  const { unmount, rerender } = render(<Linekeeper server={server} queryClient={queryClient} />);
  rerender(<Linekeeper server={server} queryClient={queryClient} />);
  expect(mount.mock.calls.length - unmounted.mock.calls.length).toBe(1);
  unmount();
  expect(mount.mock.calls.length - unmounted.mock.calls.length).toBe(0);
});

it.each([
  ['a query', useInboundNumber],
  ['a query with pages', useApiKeys],
  ['a mutation', useSetInboundNumber],
])('a hook outside a provider throws an error that says so: %s', (_, hook) => {
  vi.spyOn(console, 'error').mockReturnValue();
  expect(() => renderHook<unknown, unknown>(hook)).toThrow(/Wrap your component in <LinekeeperProvider>/);
});
