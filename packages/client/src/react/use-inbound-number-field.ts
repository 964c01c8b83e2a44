import {
  type NumberChanged,
  PHONE_TAKEN_HELP,
  type SetInboundNumberError,
  type SetInboundNumberOutput,
} from '@linekeeper/contract';
import { type CountryCode, canBecomeNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { type Fault, faultOf } from '../fault.ts';
import { useExpectedNumber } from './use-expected-number.ts';
import { useInboundNumber } from './use-inbound-number.ts';
import { type Reading, useReading } from './use-reading.ts';
import { useSetInboundNumber } from './use-set-inbound-number.ts';

/**
 * - EMPTY: nothing is typed.
 * - UNFINISHED: it isn't a number yet, and it can still become one.
 * - INVALID: it isn't a number. `error` says why.
 * - CHECKING: it's being read, or the server is being asked.
 * - AVAILABLE, YOURS, TAKEN: no company, your company or another company holds the number.
 * - SAVING, SAVED: the number is being claimed, or it was.
 * - CHANGED: saving was refused, because somebody else has changed the company's number since the person typed theirs. Nothing was
 *   saved. `message` says what the number is now. Saving again replaces it.
 * - FAULT: the check or saving failed, or nothing is typed yet and the company's number couldn't be loaded. After a failed check,
 *   the number can still be saved.
 */
export type InboundNumberFieldStatus = 'EMPTY' | 'UNFINISHED' | 'SAVING' | 'SAVED' | 'CHANGED' | Reading['status'];

export interface InboundNumberFieldOptions {
  /** The initial text. */
  defaultValue?: string;
  /** The country of national numbers. Default: the company's. Null: no country, so a number must start with +. */
  country?: CountryCode | null | undefined;
  /**
   * True: the parser reads the text in the browser, and is loaded after the first render. False: the server reads it, and
   * the browser never loads the parser.
   */
  parsesLocally?: boolean;
  /**
   * How long the text must stay the same before the server is asked. Default: 300 ms. A number that can't have more digits
   * doesn't wait.
   */
  debounceMs?: number;
  /** Called when the number is the company's. */
  onSaved?: (phoneNumber: PhoneNumber) => void;
}

export interface InboundNumberField {
  /** The text, exactly as typed. */
  value: string;
  setValue: (text: string) => void;
  /** The number in the text. Null if it isn't one. */
  reading: PhoneNumber | null;
  status: InboundNumberFieldStatus;
  /** A sentence for the person. Null if there is nothing to say. An error that more digits can fix is shown only after the person leaves the field. */
  message: string | null;
  /** What the person can do if another company has the number. Null otherwise. */
  help: string | null;
  /** A valid number that was probably meant, when `message` says that the text isn't one. */
  suggestion: PhoneNumber | null;
  /** Puts the suggestion into the field. */
  acceptSuggestion: () => void;
  /** The refusal behind `message`, for programs. */
  error: SetInboundNumberError | null;
  /** For `<input {...field.inputProps} />`. */
  inputProps: {
    type: 'tel';
    inputMode: 'tel';
    autoComplete: 'tel';
    value: string;
    readOnly: boolean;
    'aria-invalid': boolean;
    onChange: (event: ChangeEvent<HTMLInputElement>) => void;
    onBlur: () => void;
  };
  /** Claims the number: for `<form onSubmit={field.submit}>`. Undefined if nothing was sent, or after a fault. */
  submit: (event?: FormEvent) => Promise<SetInboundNumberOutput | undefined>;
}

/** The result of saving exactly this text. */
type Saved = { text: string } & ({ outcome: SetInboundNumberOutput } | { fault: Fault });

/** The logic of a field for the company's number, for inputs of any design system. */
export function useInboundNumberField(options: InboundNumberFieldOptions = {}): InboundNumberField {
  const { country, parsesLocally = true, debounceMs = 300 } = options;
  const [value, setValue] = useState(options.defaultValue ?? '');
  const [judged, setJudged] = useState<{ text: string; by: 'BLUR' | 'SUBMIT' } | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const reading = useReading(value, { country, parsesLocally, debounceMs });
  const held = useInboundNumber();
  const expected = useExpectedNumber(value);
  const set = useSetInboundNumber();

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (set.isPending) return undefined;
    setJudged({ text: value, by: 'SUBMIT' });
    if (reading.status === 'INVALID') return undefined;
    try {
      // The text as typed. The server reads it with the same parser, and its answer decides.
      const outcome = await set.mutateAsync({
        phoneNumber: value,
        ...(country !== undefined && { country }),
        ...(expected.current !== undefined && { expected: expected.current }),
      });
      if (!outcome.ok && outcome.error.code === 'NUMBER_CHANGED') expected.replace(outcome.error.current);
      setSaved({ text: value, outcome });
      if (outcome.ok) options.onSaved?.(outcome.data.phoneNumber);
      return outcome;
    } catch (error) {
      setSaved({ text: value, fault: faultOf(error) });
      return undefined;
    }
  }

  const now = set.isPending
    ? ({ ...reading, status: 'SAVING' } as const)
    : stateOf(reading, saved?.text === value ? saved : null, judged?.text === value ? judged.by : null);
  const unloaded = held.data === undefined ? held.error : null;
  const state =
    unloaded && isQuiet(now) ? ({ status: 'FAULT', phoneNumber: null, fault: faultOf(unloaded) } as const) : now;
  const error = 'error' in state ? state.error : null;
  const suggestion = (error?.code === 'PHONE_INVALID' && error.suggestion) || null;
  return {
    value,
    setValue,
    reading: state.phoneNumber,
    status: state.status,
    message: messageOf(state),
    help: state.status === 'TAKEN' ? PHONE_TAKEN_HELP : null,
    suggestion,
    acceptSuggestion: () => suggestion && setValue(suggestion),
    error,
    inputProps: {
      type: 'tel',
      inputMode: 'tel',
      autoComplete: 'tel',
      value,
      readOnly: set.isPending,
      'aria-invalid': state.status === 'INVALID' || state.status === 'TAKEN',
      onChange: (event) => setValue(event.target.value),
      onBlur: () => setJudged((before) => (before?.text === value ? before : { text: value, by: 'BLUR' })),
    },
    submit,
  };
}

type State =
  | Reading
  | { status: 'EMPTY' | 'UNFINISHED'; phoneNumber: null }
  | { status: 'SAVING'; phoneNumber: PhoneNumber | null }
  | { status: 'SAVED'; phoneNumber: PhoneNumber }
  | { status: 'CHANGED'; phoneNumber: PhoneNumber | null; error: NumberChanged };

function stateOf(reading: Reading, saved: Saved | null, judged: 'BLUR' | 'SUBMIT' | null): State {
  if (saved && 'fault' in saved) return { status: 'FAULT', phoneNumber: reading.phoneNumber, fault: saved.fault };
  if (saved?.outcome.ok) return { status: 'SAVED', phoneNumber: saved.outcome.data.phoneNumber };
  if (saved && !saved.outcome.ok) {
    const { error } = saved.outcome;
    switch (error.code) {
      case 'PHONE_TAKEN':
        return { status: 'TAKEN', phoneNumber: error.phoneNumber, error };
      case 'PHONE_INVALID':
        return { status: 'INVALID', phoneNumber: null, error };
      case 'NUMBER_CHANGED':
        return { status: 'CHANGED', phoneNumber: reading.phoneNumber, error };
    }
  }
  if (reading.status !== 'INVALID' || judged === 'SUBMIT') return reading;
  if (reading.error.reason === 'EMPTY') return { status: 'EMPTY', phoneNumber: null };
  return judged || !canBecomeNumber(reading.error) ? reading : { status: 'UNFINISHED', phoneNumber: null };
}

/** Nothing to say about the text, so that there is room for a fault. */
function isQuiet({ status }: State): boolean {
  return status === 'EMPTY' || status === 'UNFINISHED';
}

function messageOf(state: State): string | null {
  switch (state.status) {
    case 'INVALID':
    case 'TAKEN':
    case 'CHANGED':
      return state.error.message;
    case 'FAULT':
      return state.fault.message;
    case 'AVAILABLE':
      return 'This number is available';
    case 'YOURS':
      return 'This is already your number';
    case 'SAVED':
      return 'Saved';
    case 'EMPTY':
    case 'UNFINISHED':
    case 'CHECKING':
    case 'SAVING':
      return null;
  }
}
