// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, ScriptedServer } from '../scripted-server.ts';
import { useAvailability, useInboundNumber, useInboundNumberField } from './index.ts';
import { offline } from './scripted-calls.tsx';
import { Linekeeper } from './scripted-tenants.tsx';

const UNREACHABLE = "The server can't be reached. Check your connection and try again";
const LONDON = '+442079460018';

let server: ScriptedServer;

beforeEach(() => {
  server = new ScriptedServer();
  server.answer('phone.getInboundNumber', null);
  server.answer('session.get', () => {
    throw new Error('no session');
  });
});

afterEach(cleanup);

/** The form that the documentation shows. */
function NumberForm() {
  const field = useInboundNumberField({ debounceMs: 10 });
  const held = useInboundNumber();
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <p>Your number: {held.isSuccess ? (held.data?.phoneNumber ?? 'none yet') : '…'}</p>
      <input aria-label="Phone number" {...field.inputProps} />
      <p data-testid="status">{field.status}</p>
      <p data-testid="message">{field.message}</p>
    </form>
  );
}

function Availability() {
  return <p data-testid="state">{JSON.stringify(useAvailability({ phoneNumber: '020 7946 0018', debounceMs: 10 }))}</p>;
}

function renderForm() {
  render(<Linekeeper server={server} children={<NumberForm />} />);
  return { type: (value: string) => fireEvent.change(screen.getByLabelText('Phone number'), { target: { value } }) };
}

const shown = () => ['status', 'message'].map((part) => screen.getByTestId(part).textContent);

describe("a field whose server can't be reached", () => {
  beforeEach(() => {
    server.intercept = offline;
  });

  it("says so before anything is typed, because the company's number couldn't be loaded", async () => {
    renderForm();
    await waitFor(() => expect(shown()).toEqual(['FAULT', UNREACHABLE]));
  });

  it.each(['020 7946 0018', '+44 20 7946 0018', '020'])(
    "says so for %s, although the company's country isn't known",
    async (text) => {
      const form = renderForm();
      form.type(text);
      await waitFor(() => expect(shown()).toEqual(['FAULT', UNREACHABLE]));
    },
  );

  it('still says what is wrong with a text that is a number in no country', async () => {
    const form = renderForm();
    form.type('+999 123 4567');
    await waitFor(() => expect(shown()[0]).toBe('INVALID'));
  });

  it('makes useAvailability a fault, too', async () => {
    render(<Linekeeper server={server} children={<Availability />} />);
    const fault = { status: 'FAULT', fault: { code: 'UNREACHABLE', message: UNREACHABLE }, phoneNumber: null };
    await waitFor(() => expect(JSON.parse(screen.getByTestId('state').textContent)).toEqual(fault));
  });
});

describe("if only the country of the company can't be loaded", () => {
  const available = { status: 'AVAILABLE', phoneNumber: LONDON };

  beforeEach(() => {
    server.answer('phone.checkAvailability', ({ input }: Call) => {
      expect(input).toEqual({ phoneNumber: '020 7946 0018' });
      return { ok: true, data: { phoneNumber: LONDON, availability: 'AVAILABLE' } };
    });
  });

  it('the server reads a national number in the field', async () => {
    const form = renderForm();
    form.type('020 7946 0018');
    await waitFor(() => expect(shown()).toEqual(['AVAILABLE', 'This number is available']));
  });

  it('the server reads a national number in useAvailability', async () => {
    render(<Linekeeper server={server} children={<Availability />} />);
    await waitFor(() => expect(JSON.parse(screen.getByTestId('state').textContent)).toEqual(available));
  });
});

it('a token that is refused when the form is loaded is a fault of the field', async () => {
  server.intercept = () => new Response('no', { status: 401 });
  renderForm();
  await waitFor(() => expect(shown()).toEqual(['FAULT', "You're signed out. Sign in and try again"]));
});

it('a wrong address is a fault of the field that says what to check', async () => {
  server.intercept = () => new Response('<h1>Not found</h1>', { status: 404 });
  renderForm();
  const message = 'No Linekeeper API at /trpc. Check `url` and where Linekeeper is mounted';
  await waitFor(() => expect(shown()).toEqual(['FAULT', message]));
});
