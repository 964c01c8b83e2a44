import type { QueryClient } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { faultOf } from '../fault.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { Linekeeper } from './scripted-tenants.tsx';

export const KEY = {
  id: 'b4c9b3a0-0000-4000-8000-000000000001',
  name: 'Voice',
  prefix: 'lk_live_abc',
  scopes: ['inboundNumber:read'],
  createdAt: '2026-11-25T12:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};

/** Renders a hook whose calls go to a scripted server. */
export function renderCalls<T>(server: ScriptedServer, hook: () => T, queryClient?: QueryClient) {
  return renderHook(hook, {
    wrapper: ({ children }) => (
      <Linekeeper server={server} {...(queryClient && { queryClient })}>
        {children}
      </Linekeeper>
    ),
  }).result;
}

/** Calls a mutation. Returns its answer, or the code of its fault. */
export async function call(mutation: () => Promise<unknown>): Promise<unknown> {
  return act(() => mutation().catch((error: unknown) => faultOf(error).code));
}

export function offline(): never {
  throw new TypeError('fetch failed');
}
