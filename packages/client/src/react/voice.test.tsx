// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedServer } from '../scripted-server.ts';
import { useCalls, useSetCredentials, useSetHandling, useSimulateCall, useVoiceSetup } from './index.ts';
import { call, offline, renderCalls } from './scripted-calls.tsx';

const SETUP = {
  voiceUrl: 'https://linekeeper.example/voice',
  statusUrl: 'https://linekeeper.example/voice/status',
  accountSid: null,
  platformAccount: false,
  platformWebhook: false,
  handling: null,
  callsCountFrom: null,
  signedRequestSeen: false,
  callAnswered: false,
  lastRefused: null,
};
const GREETING = { kind: 'GREETING', message: 'We are closed' };
const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}` };
const CALL = {
  id: 'a call',
  at: '2026-11-25T12:00:00.000Z',
  phoneNumber: '+14155238886',
  outcome: 'GREETED',
  reason: null,
  target: null,
  answerMs: 3,
  status: null,
  durationSeconds: null,
  simulated: true,
};
const page = (...calls: (typeof CALL)[]) => ({ calls, nextCursor: null });

const useVoice = () => ({
  setup: useVoiceSetup(),
  calls: useCalls(),
  setHandling: useSetHandling(),
  setCredentials: useSetCredentials(),
  simulateCall: useSimulateCall(),
});
const MUTATIONS = [
  ['setHandling', GREETING, { ok: true, data: GREETING }, 'voice.getSetup'],
  ['setCredentials', { ...ACCOUNT, authToken: '0'.repeat(32) }, { ...ACCOUNT, change: 'CHANGED' }, 'voice.getSetup'],
  ['simulateCall', {}, { steps: [], twiml: '<Response/>', outcome: 'GREETED', reason: null }, 'voice.listCalls'],
] as const;

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('voice.getSetup', SETUP);
  server.answer('voice.listCalls', page());
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function renderVoice(queryClient?: QueryClient) {
  const result = renderCalls(server, useVoice, queryClient);
  await waitFor(() => expect(result.current.setup.data).toEqual(SETUP));
  await waitFor(() => expect(result.current.calls.data).toEqual(page()));
  return result;
}

describe.each(MUTATIONS)('%s', (name, input, answer, stale) => {
  const path = `voice.${name}`;

  it("returns the server's answer, and makes what it changes stale", async () => {
    const result = await renderVoice();
    server.answer(path, answer);
    server.answer('voice.getSetup', { ...SETUP, ...ACCOUNT });
    server.answer('voice.listCalls', page(CALL));
    expect(await call(() => result.current[name].mutateAsync(input as never))).toEqual(answer);
    expect(server.callsOf(path).map((made) => made.input)).toEqual([input]);
    await waitFor(() => expect(server.callsOf(stale)).toHaveLength(2));
  });

  it('makes it stale even after a fault, and is sent only once', async () => {
    const result = await renderVoice(new QueryClient({ defaultOptions: { mutations: { retry: 3, retryDelay: 0 } } }));
    server.answer(path, offline);
    expect(await call(() => result.current[name].mutateAsync(input as never))).toBe('INTERNAL_SERVER_ERROR');
    expect(server.callsOf(path)).toHaveLength(1);
    await waitFor(() => expect(server.callsOf(stale)).toHaveLength(2));
  });
});

it('the setup and the calls are fetched again every four seconds', async () => {
  vi.useFakeTimers();
  renderCalls(server, useVoice);
  const counts = async (ms: number) => {
    await act(() => vi.advanceTimersByTimeAsync(ms));
    return ['voice.getSetup', 'voice.listCalls'].map((path) => server.callsOf(path).length);
  };
  expect(await counts(1_000)).toEqual([1, 1]);
  expect(await counts(2_500)).toEqual([1, 1]);
  expect(await counts(1_000)).toEqual([2, 2]);
});

it.each([
  ['useVoiceSetup', useVoiceSetup],
  ['useCalls', useCalls],
])("%s doesn't retry what the links have retried, for any query client of the application", async (_, hook) => {
  server.intercept = offline;
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: 0 } } });
  const result = renderCalls<{ isError: boolean }>(server, hook, queryClient);
  await waitFor(() => expect(result.current.isError).toBe(true));
  expect(server.requests).toHaveLength(1);
});
