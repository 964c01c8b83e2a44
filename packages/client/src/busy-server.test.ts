import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient } from './create-client.ts';
import { faultOf } from './fault.ts';
import { ScriptedServer } from './scripted-server.ts';

const HELD = { phoneNumber: '+14155238886', claimedAt: '2026-11-25T12:00:00.000Z' };

let server: ScriptedServer;
beforeEach(() => {
  server = new ScriptedServer();
  server.answer('phone.getInboundNumber', HELD);
  server.answer('phone.releaseInboundNumber', { ok: true, data: { released: null } });
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const phoneOf = () => createClient({ url: 'http://linekeeper.test/trpc', fetch: server.fetch }).phone;
const busy = (seconds: number) => new Response('busy', { status: 503, headers: { 'retry-after': String(seconds) } });
const faultCodeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no fault',
    (error: unknown) => faultOf(error).code,
  );

it.each([4, 20])("the client doesn't ask again if the server says to wait %d seconds", async (seconds) => {
  server.intercept = () => busy(seconds);
  expect(await faultCodeOf(phoneOf().getInboundNumber.query())).toBe('SERVICE_UNAVAILABLE');
  expect(server.requests).toHaveLength(1);
});

it('the client waits for a busy server as long as it says, each call by itself', async () => {
  vi.useFakeTimers();
  const waits = [3, 2];
  server.intercept = () => {
    const wait = waits.shift();
    return wait === undefined ? undefined : busy(wait);
  };
  const phone = phoneOf();
  const first = phone.getInboundNumber.query();
  await vi.advanceTimersByTimeAsync(10);
  const second = phone.getInboundNumber.query();
  const sentAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return server.requests.length;
  };
  expect(await sentAfter(1_990)).toBe(2);
  expect(await sentAfter(20)).toBe(3);
  expect(await sentAfter(980)).toBe(3);
  expect(await sentAfter(20)).toBe(4);
  expect(await Promise.all([first, second])).toEqual([HELD, HELD]);
});

it('the client never sends a mutation twice, however short the wait', async () => {
  server.intercept = () => busy(0);
  expect(await faultCodeOf(phoneOf().releaseInboundNumber.mutate({}))).toBe('SERVICE_UNAVAILABLE');
  expect(server.requests).toHaveLength(1);
});
