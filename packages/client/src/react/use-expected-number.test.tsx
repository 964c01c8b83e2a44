// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { CLAIMED_AT, HeldNumber, Linekeeper, shown as shownNumber } from './scripted-tenants.tsx';
import { useInboundNumberField } from './use-inbound-number-field.ts';

const [A, B, C] = ['+442079460018', '+442079460019', '+442079460020'] as const;

let server: ScriptedServer;
/** The company's number on the server, which another tab can change. */
let held: string | null;

beforeEach(() => {
  server = new ScriptedServer();
  held = A;
  const line = () => held && { phoneNumber: held, claimedAt: CLAIMED_AT };
  server.answer('session.get', { person: null, tenant: { id: 'a', name: 'A', country: 'GB' }, permissions: [] });
  server.answer('phone.getInboundNumber', line);
  server.answer('phone.checkAvailability', ({ input }: Call) => ({
    ok: true,
    data: { phoneNumber: (input as { phoneNumber: string }).phoneNumber, availability: 'AVAILABLE' },
  }));
  server.answer('phone.setInboundNumber', ({ input }: Call) => {
    const { phoneNumber, expected } = input as { phoneNumber: string; expected: string | null };
    if (expected !== held) {
      return { ok: false, error: { code: 'NUMBER_CHANGED', current: held, message: `It is ${held} now` } };
    }
    held = phoneNumber;
    return { ok: true, data: line() };
  });
});

afterEach(cleanup);

function NumberForm() {
  const field = useInboundNumberField({ debounceMs: 10 });
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <input aria-label="Phone number" {...field.inputProps} />
      <output data-testid="status">{field.status}</output>
      <p data-testid="message">{field.message}</p>
      <HeldNumber />
      <button type="submit">Save</button>
    </form>
  );
}

const form = (token: string) => (
  <StrictMode>
    <Linekeeper server={server} token={token}>
      <NumberForm />
    </Linekeeper>
  </StrictMode>
);
const type = (value: string) => fireEvent.change(screen.getByLabelText('Phone number'), { target: { value } });
const save = () => act(async () => void fireEvent.click(screen.getByText('Save')));
const isStatus = (status: string) =>
  waitFor(() => expect(screen.getByTestId('status').textContent).toBe(status), { interval: 5 });
const shows = (number: string) => waitFor(() => expect(shownNumber()).toBe(number));
/** What a browser does when the person returns to the tab. */
const returnToTab = () => act(async () => void window.dispatchEvent(new Event('visibilitychange')));
const expectations = () =>
  server.callsOf('phone.setInboundNumber').map(({ input }) => (input as { expected: unknown }).expected);

it('the field says that the number was changed in another tab, and replaces it if the person saves again', async () => {
  render(form('acme'));
  await shows(A);
  type(C);
  await isStatus('AVAILABLE');
  held = B;
  await save();
  await isStatus('CHANGED');
  expect(screen.getByTestId('message').textContent).toBe(`It is ${B} now`);
  expect(screen.getByLabelText('Phone number').getAttribute('aria-invalid')).toBe('false');
  await shows(B);
  await save();
  await isStatus('SAVED');
  expect(expectations()).toEqual([A, B]);
});

it('the field also says so if the number was loaded again before the person saves', async () => {
  render(form('acme'));
  await shows(A);
  type(C);
  await isStatus('AVAILABLE');
  held = B;
  await returnToTab();
  await shows(B);
  await save();
  await isStatus('CHANGED');
  expect(held).toBe(B);
});

it('the field expects the number that the person sees while they type', async () => {
  render(form('acme'));
  await shows(A);
  type('+44207946');
  held = B;
  await returnToTab();
  await shows(B);
  type(C);
  await isStatus('AVAILABLE');
  await save();
  await isStatus('SAVED');
  expect(expectations()).toEqual([B]);
});

it('the field expects the number of the company that the provider acts for now', async () => {
  const { rerender } = render(form('acme'));
  await shows(A);
  type(C);
  await isStatus('AVAILABLE');
  held = B;
  rerender(form('brightline'));
  await shows(B);
  await isStatus('AVAILABLE');
  await save();
  await isStatus('SAVED');
  expect(expectations()).toEqual([B]);
});
