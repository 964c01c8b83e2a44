// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { Linekeeper } from './scripted-tenants.tsx';
import { type ReadingOptions, useReading } from './use-reading.ts';

const LONDON = '+442079460018';
const NEVER = 60_000;

let server: ScriptedServer;
beforeEach(() => {
  server = new ScriptedServer();
  signedInFrom('GB');
  server.answer('phone.checkAvailability', ({ input }: Call) => {
    const { phoneNumber: text } = input as { phoneNumber: string };
    return { ok: true, data: { phoneNumber: text.startsWith('+') ? text : LONDON, availability: 'AVAILABLE' } };
  });
});
afterEach(cleanup);

function signedInFrom(country: string): void {
  server.answer('session.get', { person: null, tenant: { id: 'a', name: 'A', country }, permissions: [] });
}

function read(text: string, options: Partial<ReadingOptions> = {}) {
  const all = { country: undefined, parsesLocally: true, debounceMs: 0, ...options };
  const { result, rerender } = renderHook((current: string) => useReading(current, all), {
    wrapper: ({ children }) => <Linekeeper server={server}>{children}</Linekeeper>,
    initialProps: text,
  });
  return {
    reading: () => result.current,
    is: (status: string) => waitFor(() => expect(result.current.status).toBe(status)),
    type: rerender,
  };
}
const asked = () => server.callsOf('phone.checkAvailability').map(({ input }) => input);
/** Longer than it takes to ask the server. */
const wait = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 50)));

describe('before the country of the company is known', () => {
  let answer: (session: unknown) => void;
  beforeEach(() => {
    server.answer('session.get', () => new Promise((resolve) => (answer = resolve)));
  });

  it.each(['020 7946 0018', '+44 20 7946 0018'])('%s is neither read nor sent', async (text) => {
    const { reading, is } = read(text);
    await wait();
    expect(reading()).toEqual({ status: 'CHECKING', phoneNumber: null });
    expect(asked()).toEqual([]);
    answer({ person: null, tenant: { id: 'a', name: 'A', country: 'GB' }, permissions: [] });
    await is('AVAILABLE');
    expect(asked()).toEqual([{ phoneNumber: LONDON }]);
  });

  it('a number is read if the field has a country of its own', async () => {
    const { reading } = read('020 7946 0018', { country: 'GB' });
    await waitFor(() => expect(asked()).toEqual([{ phoneNumber: LONDON }]));
    expect(reading()).toEqual({ status: 'CHECKING', phoneNumber: LONDON });
  });
});

describe('a text that the server reads', () => {
  it.each([
    ['the country of the field', 'GB', { country: 'GB' }],
    ['null as the country', null, { country: null }],
    ["nothing about the country if it's the company's", undefined, {}],
  ] as const)('is sent with %s', async (_, country, sent) => {
    const { is } = read('020 7946 0018', { country, parsesLocally: false });
    await is('AVAILABLE');
    expect(asked()).toEqual([{ phoneNumber: '020 7946 0018', ...sent }]);
  });

  it('can have 64 characters', async () => {
    const text = '020 7946 0018'.padEnd(64);
    const { is } = read(text, { parsesLocally: false });
    await is('AVAILABLE');
    expect(asked()).toEqual([{ phoneNumber: text }]);
  });

  it.each([
    ['of spaces', '   ', 'EMPTY'],
    ['of 65 characters', '0'.repeat(65), 'NOT_A_NUMBER'],
  ])("isn't sent if it consists %s", async (_, text, reason) => {
    const { reading } = read(text, { parsesLocally: false });
    expect(reading()).toMatchObject({ status: 'INVALID', phoneNumber: null, error: { reason } });
    await wait();
    expect(asked()).toEqual([]);
  });
});

describe('the wait before the server is asked is kept', () => {
  it.each([
    ['for a text that the server reads', '020 7946 0018', { parsesLocally: false }],
    ["for a number whose continuation is invalid, but isn't too long", '+55 17 4864 3378', {}],
  ])('%s', async (_, text, options) => {
    const { reading, type } = read('', { ...options, debounceMs: NEVER });
    await wait();
    type(text);
    await wait();
    expect(reading().status).toBe('CHECKING');
    expect(asked()).toEqual([]);
  });

  it("for a text that is as long as it can be, if the country of the company can't be loaded", async () => {
    server.answer('session.get', () => {
      throw new Error('broken');
    });
    const { reading, type } = read('', { debounceMs: NEVER });
    await wait();
    type('0207946001812345');
    await wait();
    expect(reading()).toEqual({ status: 'CHECKING', phoneNumber: null });
    expect(asked()).toEqual([]);
  });
});
