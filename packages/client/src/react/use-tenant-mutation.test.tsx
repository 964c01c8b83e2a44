// @vitest-environment jsdom
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultOf } from '../fault.ts';
import type { Call, ScriptedServer } from '../scripted-server.ts';
import {
  useCreateApiKey,
  useInboundNumberField,
  useReleaseInboundNumber,
  useRevokeApiKey,
  useSetCredentials,
  useSetHandling,
  useSetInboundNumber,
  useSimulateCall,
} from './index.ts';
import { KEY } from './scripted-calls.tsx';
import { CLAIMED_AT, HeldNumber, Linekeeper, numberOf, shown, startTenants } from './scripted-tenants.tsx';

const NUMBER = '+14155238887';
const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32) };
type Code = Promise<unknown>;
const codeOf = (call: Promise<unknown>): Code => call.catch((error: unknown) => faultOf(error).code);

/** Hooks that return a function that calls the mutation. */
const MUTATIONS: readonly (readonly [path: string, useCall: () => () => Code])[] = [
  ['phone.setInboundNumber', () => call(useSetInboundNumber(), { phoneNumber: NUMBER })],
  ['phone.releaseInboundNumber', () => call(useReleaseInboundNumber(), {})],
  ['apiKey.create', () => call(useCreateApiKey(), { name: 'Voice', scopes: ['inboundNumber:read'] })],
  ['apiKey.revoke', () => call(useRevokeApiKey(), { id: KEY.id })],
  ['voice.setHandling', () => call(useSetHandling(), { kind: 'GREETING', message: 'We are closed' })],
  ['voice.setCredentials', () => call(useSetCredentials(), ACCOUNT)],
  ['voice.simulateCall', () => call(useSimulateCall(), {})],
];
function call<Input>(mutation: { mutateAsync: (input: Input) => Promise<unknown> }, input: Input): () => Code {
  return () => codeOf(mutation.mutateAsync(input));
}
const [[, useClaim]] = MUTATIONS as [(typeof MUTATIONS)[number]];

let server: ScriptedServer;
beforeEach(() => {
  server = startTenants();
  for (const [path] of MUTATIONS)
    server.answer(path, { ok: true, data: { phoneNumber: NUMBER, claimedAt: CLAIMED_AT } });
  server.answer('phone.checkAvailability', { ok: true, data: { phoneNumber: NUMBER, availability: 'AVAILABLE' } });
});
afterEach(cleanup);

/** Renders the hook for one company. `change` gives the provider the token of another company. */
async function renderFor<T>(useHook: () => T, queryClient = new QueryClient()) {
  let current: T | undefined;
  function Caller() {
    current = useHook();
    return <HeldNumber />;
  }
  const ui = (token: string) => (
    <Linekeeper server={server} token={token} queryClient={queryClient}>
      <Caller />
    </Linekeeper>
  );
  const { rerender } = render(ui('acme'));
  await waitFor(() => expect(shown()).toBe(numberOf('Bearer acme').phoneNumber));
  return {
    hook: () => current as T,
    change: () => rerender(ui('brightline')),
    isChanged: () => waitFor(() => expect(shown()).toBe(numberOf('Bearer brightline').phoneNumber)),
  };
}
const tokensOf = (path: string) => server.callsOf(path).map(({ token }: Call) => token);

describe('a mutation that was started just before the token changed', () => {
  it.each(MUTATIONS)("is cancelled, and isn't sent for the other company: %s", async (path, useCall) => {
    const { hook, change, isChanged } = await renderFor(useCall);
    const code = hook()();
    change();
    const result = await code;
    await isChanged();
    expect({ result, sentWith: tokensOf(path) }).toEqual({ result: 'CANCELLED', sentWith: [] });
  });

  it("isn't sent for the other company: a field that was submitted", async () => {
    const { hook, change, isChanged } = await renderFor(() => useInboundNumberField({ defaultValue: NUMBER }));
    await waitFor(() => expect(hook().status).toBe('AVAILABLE'));
    let outcome: Promise<unknown> | undefined;
    act(() => {
      outcome = hook().submit();
    });
    change();
    await act(async () => expect(await outcome).toBeUndefined());
    await isChanged();
    expect(tokensOf('phone.setInboundNumber')).toEqual([]);
  });

  it("isn't sent for the other company after the application's own work before a mutation", async () => {
    let finish: () => void = () => {};
    const onMutate = () => new Promise<void>((resolve) => (finish = resolve));
    const queryClient = new QueryClient({ mutationCache: new MutationCache({ onMutate }) });
    const { hook, change, isChanged } = await renderFor(useClaim, queryClient);
    const code = hook()();
    change();
    await isChanged();
    finish();
    const result = await code;
    expect({ result, sentWith: tokensOf('phone.setInboundNumber') }).toEqual({ result: 'CANCELLED', sentWith: [] });
  });

  it("isn't sent for the other company if it waits for an earlier mutation", async () => {
    const queryClient = new QueryClient({ defaultOptions: { mutations: { scope: { id: 'one at a time' } } } });
    server.answer('phone.setInboundNumber', () => new Promise(() => {}));
    const { hook, change, isChanged } = await renderFor(useClaim, queryClient);
    const codes = [hook()(), hook()()];
    await waitFor(() => expect(tokensOf('phone.setInboundNumber')).toEqual(['Bearer acme']));
    change();
    expect(await Promise.all(codes)).toEqual(['CANCELLED', 'CANCELLED']);
    await isChanged();
    expect(tokensOf('phone.setInboundNumber')).toEqual(['Bearer acme']);
  });
});

it('a mutation after the token changed is sent with the new token', async () => {
  const { hook, change, isChanged } = await renderFor(useClaim);
  change();
  await isChanged();
  await act(() => hook()());
  expect(tokensOf('phone.setInboundNumber')).toEqual(['Bearer brightline']);
});
