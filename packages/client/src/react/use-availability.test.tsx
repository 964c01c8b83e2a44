// @vitest-environment jsdom
import type { CountryCode } from '@linekeeper/phone-number';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Call, ScriptedServer, TooMany } from '../scripted-server.ts';
import { LinekeeperProvider, useAvailability } from './index.ts';
import { typeIn } from './scripted-field.tsx';

const FREE = '+14155238886';
const TAKEN = '+14155238887';
const LONDON = '+442079460018';

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  signedInFrom('US');
  server.answer('phone.checkAvailability', ({ input }: Call) => {
    const { phoneNumber } = input as { phoneNumber: string };
    if (phoneNumber !== TAKEN) return { ok: true, data: { phoneNumber, availability: 'AVAILABLE' } };
    return { ok: false, error: { code: 'PHONE_TAKEN', phoneNumber, message: 'taken' } };
  });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function signedInFrom(country: CountryCode | null): void {
  server.answer('session.get', { person: null, tenant: { id: 'acme', name: 'Acme', country }, permissions: [] });
}

describe('the status', () => {
  it('is AVAILABLE for a number that nobody holds', async () => {
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state()).toEqual({ status: 'AVAILABLE', phoneNumber: FREE }));
    expect(field.drawn[0]?.state).toEqual({ status: 'CHECKING', phoneNumber: FREE });
  });

  it("is YOURS for the company's own number", async () => {
    server.answer('phone.checkAvailability', { ok: true, data: { phoneNumber: FREE, availability: 'YOURS' } });
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state()).toEqual({ status: 'YOURS', phoneNumber: FREE }));
  });

  it("is TAKEN, with the server's message, for the number of another company", async () => {
    const field = typeIn(server, { phoneNumber: TAKEN });
    const error = { code: 'PHONE_TAKEN', phoneNumber: TAKEN, message: 'taken' };
    await waitFor(() => expect(field.state()).toEqual({ status: 'TAKEN', phoneNumber: TAKEN, error }));
  });

  it('is INVALID if the server refuses a number that this client accepts', async () => {
    const error = { code: 'PHONE_INVALID', reason: 'NOT_A_NUMBER', message: 'no' };
    server.answer('phone.checkAvailability', { ok: false, error: { ...error, reason: 'TOO_SHORT' } });
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state()).toEqual({ status: 'INVALID', error: { ...error, reason: 'TOO_SHORT' } }));
  });

  it('is FAULT, with the wait, if the limit is reached', async () => {
    server.answer('phone.checkAvailability', () => {
      throw new TooMany(700);
    });
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('FAULT'));
    expect(field.state()).toMatchObject({
      phoneNumber: FREE,
      fault: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 700 },
    });
    expect(field.asked()).toHaveLength(1);
  });
});

describe("a text that isn't a number", () => {
  it('is INVALID at once, without asking the server', async () => {
    const field = typeIn(server, { phoneNumber: '12', country: 'US' });
    expect(field.state()).toMatchObject({ status: 'INVALID', error: { code: 'PHONE_INVALID' } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(field.asked()).toEqual([]);
  });

  it("is INVALID at once, even if there was a number before, without that number's answer", async () => {
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    field.type('');
    expect(field.state()).toMatchObject({ status: 'INVALID', error: { reason: 'EMPTY' } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(field.asked()).toHaveLength(1);
  });
});

describe('the hook', () => {
  it("reads a national number in the company's country, once that is known", async () => {
    signedInFrom('GB');
    const field = typeIn(server, { phoneNumber: '020 7946 0018' });
    expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: null });
    await waitFor(() => expect(field.state()).toEqual({ status: 'AVAILABLE', phoneNumber: LONDON }));
    expect(field.asked()).toEqual([{ phoneNumber: LONDON }]);
  });

  it("reads a national number in the given country instead of the company's", async () => {
    const field = typeIn(server, { phoneNumber: '020 7946 0018', country: 'GB' });
    expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: LONDON });
    await waitFor(() => expect(field.state()).toEqual({ status: 'AVAILABLE', phoneNumber: LONDON }));
  });

  it("doesn't wait for the company's country if a country is given", () => {
    server.answer('session.get', () => new Promise(() => {}));
    const field = typeIn(server, { phoneNumber: '12', country: 'GB' });
    expect(field.state().status).toBe('INVALID');
  });

  it("reads no national number if the caller says that there is no country, whatever the company's is", async () => {
    signedInFrom('GB');
    const field = typeIn(server, { phoneNumber: '020 7946 0018', country: null });
    await waitFor(() => expect(field.drawn.length, 'the country is known').toBeGreaterThan(1));
    expect(new Set(field.drawn.map(({ state }) => state.status))).toEqual(new Set(['INVALID']));
  });

  it('is INVALID for a national number if the company has no country', async () => {
    signedInFrom(null);
    const field = typeIn(server, { phoneNumber: '020 7946 0018' });
    expect(field.state().status).toBe('CHECKING');
    await waitFor(() => expect(field.state().status).toBe('INVALID'));
    expect(field.asked()).toEqual([]);
  });
});

describe('the hook, while a person types,', () => {
  it('never shows the answer for an earlier number with a later one', async () => {
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    field.type(TAKEN);
    expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: TAKEN });
    await waitFor(() => expect(field.state().status).toBe('TAKEN'));
    field.type(FREE);
    expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    const verdicts: Record<string, string[]> = { [FREE]: ['CHECKING', 'AVAILABLE'], [TAKEN]: ['CHECKING', 'TAKEN'] };
    for (const { text, state } of field.drawn) expect(verdicts[text]).toContain(state.status);
  });

  it('never shows a fault of an earlier number with a later one', async () => {
    server.answer('phone.checkAvailability', () => {
      throw new TooMany(700);
    });
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('FAULT'));
    field.type(TAKEN);
    expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: TAKEN });
  });

  it('asks 300 milliseconds after the last change, by default', async () => {
    vi.useFakeTimers();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <LinekeeperProvider url="/trpc" fetch={server.fetch}>
        {children}
      </LinekeeperProvider>
    );
    const { rerender } = renderHook((text: string) => useAvailability({ phoneNumber: text, country: 'US' }), {
      wrapper,
      initialProps: '',
    });
    const asked = () => server.callsOf('phone.checkAvailability').length;
    const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    await wait(1_000);
    rerender(TAKEN);
    await wait(290);
    rerender(FREE);
    await wait(290);
    expect(asked()).toBe(0);
    await wait(20);
    // The batch is sent one turn later.
    await wait(20);
    expect(server.callsOf('phone.checkAvailability').map(({ input }) => input)).toEqual([{ phoneNumber: FREE }]);
  });

  it('sends one request for all spellings of a number', async () => {
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    field.type('(415) 523-8886');
    expect(field.state()).toEqual({ status: 'AVAILABLE', phoneNumber: FREE });
    field.type('1 415 523 8886');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(field.asked()).toEqual([{ phoneNumber: FREE }]);
  });

  it("doesn't ask again about a number that it has just asked about", async () => {
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    field.type(TAKEN);
    await waitFor(() => expect(field.state().status).toBe('TAKEN'));
    field.type(FREE);
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    expect(field.asked()).toHaveLength(2);
  });

  it('cancels a request that is no longer needed', async () => {
    let asked = false;
    let aborted = false;
    const hanging: typeof fetch = (input, init) => {
      if (!(input as string).includes('checkAvailability')) return server.fetch(input, init);
      asked = true;
      init?.signal?.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise(() => {});
    };
    const wrapper = ({ children }: { children: ReactNode }) => (
      <LinekeeperProvider url="/trpc" fetch={hanging}>
        {children}
      </LinekeeperProvider>
    );
    const { rerender } = renderHook((text: string) => useAvailability({ phoneNumber: text, debounceMs: 1 }), {
      wrapper,
      initialProps: '',
    });
    await waitFor(() => expect(server.callsOf('session.get')).toHaveLength(1));
    rerender(FREE);
    await waitFor(() => expect(asked).toBe(true));
    expect(aborted).toBe(false);
    rerender('');
    await waitFor(() => expect(aborted).toBe(true));
  });
});

describe("changes of the company's number", () => {
  it.each([
    ['set', 'phone.setInboundNumber', { ok: true, data: { phoneNumber: FREE, claimedAt: '2026-11-25T12:00:00.000Z' } }],
    ['release', 'phone.releaseInboundNumber', { ok: true, data: { released: FREE } }],
  ] as const)('are followed by new questions: %s drops the earlier answers', async (name, path, outcome) => {
    server.answer(path, outcome);
    const field = typeIn(server, { phoneNumber: FREE });
    await waitFor(() => expect(field.state().status).toBe('AVAILABLE'));
    server.answer('phone.checkAvailability', () => new Promise(() => {}));
    const { set, release } = field.result.current;
    await act<unknown>(() => (name === 'set' ? set.mutateAsync({ phoneNumber: FREE }) : release.mutateAsync({})));
    await waitFor(() => expect(field.state()).toEqual({ status: 'CHECKING', phoneNumber: FREE }));
    expect(field.asked()).toHaveLength(2);
  });
});
