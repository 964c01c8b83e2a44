// @vitest-environment jsdom
import { PHONE_TAKEN_HELP } from '@linekeeper/contract';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedServer } from '../scripted-server.ts';
import { CLAIMED_AT, Linekeeper } from './scripted-tenants.tsx';
import { type InboundNumberFieldOptions, useInboundNumberField } from './use-inbound-number-field.ts';

const LONDON = '+442079460018';
const SAVED = { ok: true, data: { phoneNumber: LONDON, claimedAt: CLAIMED_AT } };

let server: ScriptedServer;
beforeEach(() => {
  server = new ScriptedServer();
  server.answer('session.get', { person: null, tenant: { id: 'a', name: 'A', country: 'GB' }, permissions: [] });
  server.answer('phone.getInboundNumber', null);
  server.answer('phone.checkAvailability', { ok: true, data: { phoneNumber: LONDON, availability: 'YOURS' } });
  server.answer('phone.setInboundNumber', SAVED);
});
afterEach(cleanup);

function renderField(options: InboundNumberFieldOptions = {}) {
  const { result } = renderHook(() => useInboundNumberField({ defaultValue: LONDON, debounceMs: 0, ...options }), {
    wrapper: ({ children }) => <Linekeeper server={server}>{children}</Linekeeper>,
  });
  return {
    field: () => result.current,
    is: (status: string) => waitFor(() => expect(result.current.status).toBe(status)),
    submit: () => act(() => result.current.submit()),
  };
}
const sent = () => server.callsOf('phone.setInboundNumber').map(({ input }) => input);

it('the input is a telephone input with the initial text', async () => {
  const { field, is } = renderField();
  expect(field()).toMatchObject({ status: 'CHECKING', message: null });
  expect(field().inputProps).toMatchObject({ type: 'tel', inputMode: 'tel', autoComplete: 'tel', value: LONDON });
  await is('YOURS');
  expect(field().message).toBe('This is already your number');
});

it('a field without an initial text is empty', async () => {
  const { result } = renderHook(() => useInboundNumberField(), {
    wrapper: ({ children }) => <Linekeeper server={server}>{children}</Linekeeper>,
  });
  await waitFor(() => expect(result.current.status).toBe('EMPTY'));
  expect(result.current).toMatchObject({ value: '', message: null });
});

it('saving returns the outcome, and says that the number is saved', async () => {
  const { field, is, submit } = renderField();
  await is('YOURS');
  expect(await submit()).toEqual(SAVED);
  await is('SAVED');
  expect(field()).toMatchObject({ message: 'Saved', reading: LONDON, error: null });
});

it('the field is read-only while it is saved, and a second submit sends nothing', async () => {
  let answer: (outcome: unknown) => void = () => {};
  server.answer('phone.setInboundNumber', () => new Promise((resolve) => (answer = resolve)));
  const { field, is, submit } = renderField();
  await is('YOURS');
  act(() => void field().submit());
  await is('SAVING');
  expect(field()).toMatchObject({ message: null, reading: LONDON, inputProps: { readOnly: true } });
  expect(await submit()).toBeUndefined();
  await waitFor(() => expect(sent()).toHaveLength(1));
  await act(async () => answer(SAVED));
  await is('SAVED');
  expect(field().inputProps.readOnly).toBe(false);
  expect(sent()).toHaveLength(1);
});

it.each(['GB', null] as const)('the country %s of the field is sent with the number', async (country) => {
  const { is, submit } = renderField({ country });
  await is('YOURS');
  await submit();
  expect(sent()).toEqual([{ phoneNumber: LONDON, country, expected: null }]);
});

it("nothing is expected if the current number couldn't be loaded", async () => {
  server.answer('phone.getInboundNumber', () => {
    throw new Error('broken');
  });
  const { is, submit } = renderField();
  await is('YOURS');
  await submit();
  expect(sent()).toEqual([{ phoneNumber: LONDON }]);
});

it('a number that the server refuses to save is invalid, with the reason', async () => {
  const error = { code: 'PHONE_INVALID', reason: 'NOT_IN_USE', message: 'No such line' };
  server.answer('phone.setInboundNumber', { ok: false, error });
  const { field, is, submit } = renderField();
  await is('YOURS');
  await submit();
  await is('INVALID');
  expect(field()).toMatchObject({ message: 'No such line', reading: null, error, suggestion: null });
});

it('a number that another company has claimed in the meantime is taken, and can be tried again', async () => {
  const error = { code: 'PHONE_TAKEN', phoneNumber: LONDON, message: 'Taken' };
  server.answer('phone.setInboundNumber', { ok: false, error });
  const saved: string[] = [];
  const { field, is, submit } = renderField({ onSaved: (phoneNumber) => void saved.push(phoneNumber) });
  await is('YOURS');
  // Somebody else claims a number, and it's loaded. The person hasn't been told, so it isn't what they expect.
  server.answer('phone.getInboundNumber', { phoneNumber: '+442079460019', claimedAt: CLAIMED_AT });
  await act(async () => void window.dispatchEvent(new Event('visibilitychange')));
  await waitFor(() => expect(server.callsOf('phone.getInboundNumber')).toHaveLength(2));
  await act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  await submit();
  await is('TAKEN');
  expect(field()).toMatchObject({ message: 'Taken', reading: LONDON, help: PHONE_TAKEN_HELP, error });
  expect(await submit()).toEqual({ ok: false, error });
  expect(saved).toEqual([]);
  expect(sent()).toEqual([1, 2].map(() => ({ phoneNumber: LONDON, expected: null })));
});

it('saving again replaces the number that the refusal named, even if that number is not loaded yet', async () => {
  const OTHER = '+442079460019';
  const { is, submit } = renderField();
  await is('YOURS');
  const error = { code: 'NUMBER_CHANGED', current: OTHER, message: 'Changed' };
  server.answer('phone.setInboundNumber', { ok: false, error });
  server.answer('phone.getInboundNumber', () => new Promise(() => {}));
  await submit();
  await is('CHANGED');
  await submit();
  expect(sent()).toEqual([null, OTHER].map((expected) => ({ phoneNumber: LONDON, expected })));
});

describe("a fault of the company's number", () => {
  const breakIt = () =>
    server.answer('phone.getInboundNumber', () => {
      throw new Error('broken');
    });

  it('is shown as long as the text is unfinished', async () => {
    breakIt();
    const { is } = renderField({ defaultValue: '020' });
    await is('FAULT');
  });

  it("isn't shown if the number was loaded before", async () => {
    const { field, is } = renderField({ defaultValue: '' });
    await is('EMPTY');
    await waitFor(() => expect(server.callsOf('phone.getInboundNumber')).toHaveLength(1));
    breakIt();
    await act(async () => void window.dispatchEvent(new Event('visibilitychange')));
    await waitFor(() => expect(server.callsOf('phone.getInboundNumber')).toHaveLength(2));
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
    expect(field().status).toBe('EMPTY');
  });
});

it('a number can be saved after its check has failed', async () => {
  server.answer('phone.checkAvailability', () => {
    throw new Error('broken');
  });
  const { field, is, submit } = renderField();
  await is('FAULT');
  expect(field().message).toBe('Something went wrong on our side. Try again in a moment');
  await submit();
  await is('SAVED');
});

it('saving an unfinished number sends nothing, and says what is missing until the text changes', async () => {
  const { field, is, submit } = renderField({ defaultValue: '020 7946' });
  await is('UNFINISHED');
  expect(field().message).toBeNull();
  expect(await submit()).toBeUndefined();
  await is('INVALID');
  act(() => field().inputProps.onBlur());
  expect(field().message).toMatch(/too few digits/);
  act(() => field().setValue(''));
  await is('EMPTY');
  expect(sent()).toEqual([]);
});
