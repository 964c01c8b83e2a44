import { type CountryCode, type PhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';

/** What can differ in a company's row while a step of the move is running. */
export interface Stored {
  name: string;
  location: string | null;
  /** What the column can hold. */
  columns: (string | null)[];
  /** The JSON column. */
  config: unknown;
}

/** A company as its row in the legacy table must be. */
export interface Company extends Stored {
  id: string;
  country: CountryCode | null;
  email: string;
  /** What it can be instead, because it was changed while the mirror began or ended. */
  also: Stored[];
  /** Linekeeper knows it. */
  isKnown: boolean;
  /** A request about it is under way. */
  isBusy: boolean;
  /** From then on, a call to its line must find it (`performance.now()`). */
  settledAt: number;
  /** How often its number was changed. */
  changes: number;
}

/** The line that a text means, as everybody reads it. */
export function lineOf(text: unknown, country: CountryCode | null): PhoneNumber | null {
  if (typeof text !== 'string') return null;
  const key = `${country} ${text}`;
  let line = known.get(key);
  if (line === undefined) {
    const parsed = parsePhoneNumber(text, { country });
    line = parsed.ok ? parsed.data : null;
    known.set(key, line);
  }
  return line;
}

/** Every decision looks at every company. Parsing each time would stop the traffic so long that connections fail. */
const known = new Map<string, PhoneNumber | null>();

/** What the JSON has as the number; undefined: nothing. */
export function storedIn(config: unknown): unknown {
  return isObject(config) ? config.phoneNumber : undefined;
}

/** The lines in the two places. */
export function linesOf({ columns, config, country }: Company): PhoneNumber[] {
  const lines = [lineOf(columns[0], country), lineOf(storedIn(config), country)];
  return [...new Set(lines.filter((line) => line !== null))];
}

/** The JSON with this number and everything else as it was; undefined: without a number. */
export function withNumber(config: unknown, number: unknown): unknown {
  if (config === null) return number === undefined ? null : { phoneNumber: number };
  if (typeof config === 'string') return JSON.stringify(withNumber(JSON.parse(config), number));
  if (!isObject(config)) return config;
  const { phoneNumber: _, ...rest } = config;
  return number === undefined ? rest : { ...rest, phoneNumber: number };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
