// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { Linekeeper } from './scripted-tenants.tsx';
import { type InboundNumberFieldOptions, useInboundNumberField } from './use-inbound-number-field.ts';

const LONDON = '+442079460018';
const TAKEN = {
  code: 'PHONE_TAKEN',
  phoneNumber: '+442079460019',
  message: 'This phone number is already registered with another company',
};

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('session.get', { person: null, tenant: { id: 'b', name: 'B', country: 'GB' }, permissions: [] });
  server.answer('phone.getInboundNumber', null);
  server.answer('phone.checkAvailability', ({ input }: Call) => {
    const digits = (input as { phoneNumber: string }).phoneNumber.replace(/\D/g, '').replace(/^(44|0)/, '');
    const phoneNumber = `+44${digits}`;
    if (phoneNumber === TAKEN.phoneNumber) return { ok: false, error: TAKEN };
    if (digits.length === 10) return { ok: true, data: { phoneNumber, availability: 'AVAILABLE' } };
    return { ok: false, error: { code: 'PHONE_INVALID', reason: 'TOO_SHORT', message: 'Too few digits' } };
  });
});

afterEach(cleanup);

/** The form that the documentation shows. */
function NumberForm(options: InboundNumberFieldOptions) {
  const field = useInboundNumberField({ debounceMs: 10, ...options });
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <input aria-label="Phone number" {...field.inputProps} />
      <output data-testid="status">{field.status}</output>
      <p data-testid="reading">{field.reading}</p>
      <p data-testid="message">{field.message}</p>
      <p data-testid="help">{field.help}</p>
      {field.suggestion && (
        <button type="button" onClick={field.acceptSuggestion}>
          Use {field.suggestion}
        </button>
      )}
      <button type="submit">Save</button>
    </form>
  );
}

function renderForm(options: InboundNumberFieldOptions = {}) {
  render(
    <StrictMode>
      <Linekeeper server={server}>
        <NumberForm {...options} />
      </Linekeeper>
    </StrictMode>,
  );
  const input = screen.getByLabelText<HTMLInputElement>('Phone number');
  return {
    input,
    type: (value: string) => fireEvent.change(input, { target: { value } }),
    leave: () => fireEvent.blur(input),
    save: () => act(async () => void fireEvent.click(screen.getByText('Save'))),
  };
}

const shown = (part: string) => screen.getByTestId(part).textContent;
const isShown = (part: string, text: string) => waitFor(() => expect(shown(part)).toBe(text));

describe.each([
  ['the parser', {}],
  ['the server', { parsesLocally: false }],
])('a field that %s reads', (_, options) => {
  it('says that a number is available, and claims it as it was typed', async () => {
    const saved: string[] = [];
    const form = renderForm({ ...options, onSaved: (phoneNumber) => void saved.push(phoneNumber) });
    form.type('020 7946 0018');
    await isShown('message', 'This number is available');
    expect(shown('reading')).toBe(LONDON);
    expect(shown('help')).toBe('');
    const claimedAt = '2026-11-25T12:00:00.000Z';
    server.answer('phone.setInboundNumber', { ok: true, data: { phoneNumber: LONDON, claimedAt } });
    await form.save();
    await isShown('status', 'SAVED');
    expect(server.callsOf('phone.setInboundNumber').map(({ input }) => input)).toEqual([
      { phoneNumber: '020 7946 0018', expected: null },
    ]);
    expect(saved).toEqual([LONDON]);
    form.type('020 7946 001');
    await isShown('status', 'UNFINISHED');
  });

  it('says that another company has the number', async () => {
    const form = renderForm(options);
    form.type('020 7946 0019');
    await isShown('status', 'TAKEN');
    expect(shown('message')).toBe(TAKEN.message);
    expect(form.input.getAttribute('aria-invalid')).toBe('true');
    expect(shown('help')).toMatch(/^Check every digit/);
  });

  it("doesn't judge a number before the person leaves the field", async () => {
    const form = renderForm(options);
    form.type('020 7946');
    await isShown('status', 'UNFINISHED');
    expect(shown('message')).toBe('');
    expect(form.input.getAttribute('aria-invalid')).toBe('false');
    form.leave();
    await isShown('status', 'INVALID');
    expect(shown('message')).not.toBe('');
    expect(form.input.getAttribute('aria-invalid')).toBe('true');
    form.type('020 7946 0');
    await isShown('status', 'UNFINISHED');
    expect(shown('message')).toBe('');
  });

  it('says nothing about an empty field until the person saves it', async () => {
    const form = renderForm(options);
    form.leave();
    await isShown('status', 'EMPTY');
    await form.save();
    form.leave();
    expect(shown('message')).toMatch(/^Enter a phone number/);
    expect(server.callsOf('phone.checkAvailability')).toEqual([]);
    expect(server.callsOf('phone.setInboundNumber')).toEqual([]);
  });

  it('says why saving failed, and the text stays', async () => {
    server.answer('phone.setInboundNumber', () => {
      throw new Error('broken');
    });
    const form = renderForm(options);
    form.type('020 7946 0018');
    await isShown('status', 'AVAILABLE');
    await form.save();
    await isShown('message', 'Something went wrong on our side. Try again in a moment');
    expect(form.input.value).toBe('020 7946 0018');
  });

  it('shows the refusal of the claim for exactly the text that was refused', async () => {
    server.answer('phone.setInboundNumber', { ok: false, error: { ...TAKEN, phoneNumber: LONDON } });
    const form = renderForm(options);
    form.type('020 7946 0018');
    await isShown('status', 'AVAILABLE');
    await form.save();
    await isShown('message', TAKEN.message);
    form.type('020 7946 0017');
    await isShown('message', 'This number is available');
  });
});

it("the field says at once what more digits can't fix", async () => {
  const form = renderForm();
  form.type('+44 20 7946 0018 999');
  await isShown('status', 'INVALID');
});

it('the field offers the number that was meant, and takes it over', async () => {
  const form = renderForm({ country: 'MX' });
  form.type('+52 1 55 1234 5678');
  fireEvent.click(await screen.findByText('Use +525512345678'));
  expect(form.input.value).toBe('+525512345678');
});

it('the field asks the server only about valid numbers, each once, if the parser reads the text', async () => {
  const form = renderForm();
  for (const text of ['0', '020', '020 7946', '020 7946 0018', '020 7946 0018 ', '02079460018']) {
    form.type(text);
    await act(() => new Promise((resolve) => setTimeout(resolve, 30)));
  }
  await isShown('status', 'AVAILABLE');
  expect(server.callsOf('phone.checkAvailability').map(({ input }) => input)).toEqual([{ phoneNumber: LONDON }]);
});

it('the field refuses a text that is too long to send', async () => {
  const form = renderForm({ parsesLocally: false });
  form.type('1'.repeat(65));
  form.leave();
  await isShown('status', 'INVALID');
  expect(server.callsOf('phone.checkAvailability')).toEqual([]);
});

describe('the wait before the server is asked', () => {
  const asked = () => server.callsOf('phone.checkAvailability').map(({ input }) => input);
  const NEVER = 60_000;

  it("isn't needed for a number that can't have more digits, so typing it sends one request", async () => {
    const form = renderForm({ debounceMs: NEVER });
    const text = '020 7946 0018';
    for (let length = 1; length <= text.length; length++) form.type(text.slice(0, length));
    await isShown('status', 'AVAILABLE');
    expect(asked()).toEqual([{ phoneNumber: LONDON }]);
  });

  it('is kept for a number that can have more digits', async () => {
    const form = renderForm({ debounceMs: NEVER, country: 'DE' });
    form.type('030 901820');
    await isShown('reading', '+4930901820');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shown('status')).toBe('CHECKING');
    expect(asked()).toEqual([]);
  });

  it('is back after a number that was asked about at once', async () => {
    const form = renderForm({ debounceMs: NEVER, country: null });
    form.type('+44 20 7946 0018');
    await isShown('status', 'AVAILABLE');
    form.type('+49 30 901820');
    await isShown('reading', '+4930901820');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shown('status')).toBe('CHECKING');
    expect(asked()).toEqual([{ phoneNumber: LONDON }]);
  });
});
