import type { Database } from '@linekeeper/core';
import type { DatabaseUrls } from '@linekeeper/postgres';
import type { z } from 'zod';
import type { SignIn } from '../sign-in/sign-in.ts';

/** A command of the command line: what it takes, and what it does. */
export type Command = PlaceCommand | OwnerCommand;

/** Works on a database that has every migration. Missing ones are applied first, unless the command only reads. */
export interface PlaceCommand extends Typed {
  /** It changes nothing. On a database that lacks migrations it's refused. */
  reads?: true;
  /** Reads what was typed (throws {@link WrongUse}), before any database is asked; answers what to do. */
  prepare(input: Input): (place: Place) => Promise<Answer>;
}

/** Works on a database as it stands, as the role that owns its tables. */
export interface OwnerCommand extends Typed {
  asOwner: true;
  /** As of {@link PlaceCommand}. */
  prepare(input: Input): (place: OwnerPlace) => Promise<Answer>;
}

interface Typed {
  /** As it is typed, for example `key create`. */
  name: string;
  summary: string;
  /** What the command does beyond its summary, a line each. */
  explanation?: readonly string[];
  /** What stands behind the name, for example `<id>`; absent: nothing. */
  operands?: readonly string[];
  options: Readonly<Record<string, Option>>;
}

export interface Option {
  help: string;
  /** What stands behind it, for example `<days>`; absent: nothing, it is a switch. */
  value?: string;
  /** May be given more than once. */
  multiple?: boolean;
}

/** What was typed, still unchecked. */
export interface Input {
  /** As many as the command names. */
  operands: readonly string[];
  options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** What a command works on that takes the database as it stands. */
export interface OwnerPlace {
  urls: DatabaseUrls;
  /** Shown on a terminal while the command works, each in place of the one before; nowhere else. */
  progress: (text: string) => void;
}

/** What a command works on. */
export interface Place {
  db: Database;
  signIn: SignIn;
  /** The address that browsers see. */
  publicUrl: string;
}

/** The same, for people and (with `--json`) for programs. */
export interface Answer {
  lines: string[];
  json: unknown;
  /** It is done, and something is left that a person has to decide: exit code 3. */
  unresolved?: boolean;
}

/** What was typed cannot be a command: exit code 2. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

/** It was understood, and is not so or may not be: exit code 1. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Reads one thing that was typed; `name` is how it is called on the command line. */
export function read<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (value === undefined || value === '') throw new WrongUse(`${name} is missing`);
  throw new WrongUse(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
}
