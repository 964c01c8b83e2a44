import { PLAIN_TEXT } from '@linekeeper/contract';
import type { OwnerContext } from '@linekeeper/core';
import { z } from 'zod';

/** A command of the command line, as its help shows it. */
export interface CommandDescription {
  /** The words that people type, for example `key create`. */
  name: string;
  summary: string;
  /** More about the command, for its help. The texts are joined to one paragraph. */
  explanation?: readonly string[];
  /** What follows the name, for example `<id>`. Default: nothing. */
  operands?: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** What the command does that a person must confirm: it asks on a terminal, and needs `--yes` without one. A sentence. */
  confirms?: string;
}

/** A command, and what it does on `Place`. */
export interface CommandOn<Place> extends CommandDescription {
  /** Reads what was typed (throws {@link WrongUse}), before it connects to any database. Returns what to do. */
  prepare(input: Input): (place: Place) => Promise<Answer>;
}

/** Works on a database as it is, as the role that owns its tables. */
export interface OwnerCommand extends CommandOn<OwnerPlace> {
  asOwner: true;
}

/** What an {@link OwnerCommand} works on. */
export interface OwnerPlace {
  /** The operator, as a caller: `authorizeOwner` checks what they can do. A command can't reach the database in any other way. */
  operator: OwnerContext;
  /** Shown while the command works. On a terminal, each text replaces the one before; a file gets some of them. */
  progress: (text: string) => void;
  /** Shown on stderr, although the command goes on. A sentence. */
  warn: (text: string) => void;
}

export interface Option {
  help: string;
  /** What follows it, for example `<days>`. Absent: the option is a switch. */
  value?: string;
  /** Can be given more than once. */
  multiple?: boolean;
}

/** What was typed, not checked yet. */
export interface Input {
  /** As many as the command has. */
  operands: readonly string[];
  options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** The same, for people and (with `--json`) for programs. */
export interface Answer {
  lines: string[];
  json: unknown;
  /** It's done, but something is left that a person must decide: exit code 3. */
  unresolved?: boolean;
}

/** Wrong usage: exit code 2. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

/** The command was understood, but can't be done: exit code 1. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Checks one value that was typed. `name` is its name on the command line. Throws {@link WrongUse}. */
export function read<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (value === undefined || value === '') throw new WrongUse(`${name} is missing`);
  throw new WrongUse(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
}

/** One line of text that was typed, trimmed. */
export function plainText({ min = 1, max }: { min?: number; max: number }): z.ZodString {
  return z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max} characters`)
    .regex(PLAIN_TEXT, 'must not contain invisible characters');
}
