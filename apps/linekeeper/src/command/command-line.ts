import { parseArgs } from 'node:util';
import { type Env, readEnv } from '../env.ts';
import { explainStart } from '../explain-start.ts';
import {
  type Answer,
  type Command,
  type Input,
  type OwnerCommand,
  type PlaceCommand,
  Refused,
  WrongUse,
} from './command.ts';
import { COMMON_OPTIONS, helpOf, overview } from './help.ts';
import { HISTORY_COMMAND } from './history-command.ts';
import { INVITATION_COMMANDS } from './invitation-commands.ts';
import { KEY_COMMANDS } from './key-commands.ts';
import { MEMBER_COMMANDS } from './member-commands.ts';
import { MIGRATE_COMMAND } from './migrate-command.ts';
import { findPostgres, openPlace } from './open-place.ts';
import { PASSWORD_COMMANDS } from './password-commands.ts';
import { printable, printableJson } from './printable.ts';
import { TAKEOVER_COMMANDS } from './takeover/takeover-commands.ts';
import { TENANT_COMMANDS } from './tenant-commands.ts';

const COMMANDS: readonly Command[] = [
  ...TENANT_COMMANDS,
  ...MEMBER_COMMANDS,
  ...INVITATION_COMMANDS,
  ...KEY_COMMANDS,
  ...PASSWORD_COMMANDS,
  HISTORY_COMMAND,
  MIGRATE_COMMAND,
  ...TAKEOVER_COMMANDS,
];

/** Where a command writes. */
export interface Outlet {
  out(text: string): void;
  err(text: string): void;
  /** A line that replaces the one before, '' takes it away; absent where nobody watches. */
  progress?: (text: string) => void;
}

/** 0 done, 1 refused or not found, 2 wrong use, 3 done and something is left that a person has to decide. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Runs one command. Never throws: what goes wrong is told in words. */
export async function runCommandLine(
  args: readonly string[],
  variables: NodeJS.ProcessEnv | undefined,
  outlet: Outlet,
): Promise<ExitCode> {
  const json = args.includes('--json');
  let env: Env | null = null;
  try {
    const found = find(args);
    if (!('command' in found)) {
      const help = overview(found.commands);
      if (found.asked) outlet.out(help);
      else outlet.err(help);
      return found.asked ? 0 : 2;
    }
    const { command, rest } = found;
    if (rest.includes('--help')) {
      outlet.out(helpOf(command));
      return 0;
    }
    const input = inputOf(command, rest);
    const work = 'asOwner' in command ? onOwnerPlace(command, input, outlet) : onPlace(command, input);
    env = readEnv(variables);
    const answer = await work(env);
    outlet.progress?.('');
    outlet.out(textOf(answer, json));
    return answer.unresolved ? 3 : 0;
  } catch (error) {
    outlet.progress?.('');
    const { message, code } = explain(error, env);
    const shown = message.split('\n').map(printable).join('\n');
    outlet.err(json ? `${printableJson(JSON.stringify({ error: { message } }))}\n` : `${shown}\n`);
    return code;
  }
}

type Work = (env: Env) => Promise<Answer>;

function onPlace(command: PlaceCommand, input: Input): Work {
  const work = command.prepare(input);
  return async (env) => {
    await using place = await openPlace(env, { reads: command.reads ?? false });
    return await work(place);
  };
}

function onOwnerPlace(command: OwnerCommand, input: Input, outlet: Outlet): Work {
  const work = command.prepare(input);
  return async (env) => {
    await using postgres = await findPostgres(env);
    return await work({ urls: postgres, progress: (text) => outlet.progress?.(text) });
  };
}

type Found = { command: Command; rest: string[] } | { commands: readonly Command[]; asked: boolean };

/** The command whose name the arguments begin with, else those that might have been meant. */
function find(args: readonly string[]): Found {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  if (command) return { command, rest: args.slice(command.name.split(' ').length) };
  const words = args.filter((arg) => !arg.startsWith('-'));
  const group = COMMANDS.filter(({ name }) => words.length === 1 && name.startsWith(`${words[0]} `));
  const asked = args.includes('--help');
  if (words.length === 0 || group.length > 0) return { commands: group.length > 0 ? group : COMMANDS, asked };
  throw new WrongUse(`Unknown command: ${words.slice(0, 2).join(' ')}. Try linekeeper --help`);
}

function inputOf({ operands = [], ...command }: Command, rest: string[]): Input {
  const declared = Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(
    ([name, { value, multiple = false }]) => [name, { type: value ? 'string' : 'boolean', multiple }] as const,
  );
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: Object.fromEntries(declared),
      allowPositionals: operands.length > 0,
    });
    const missing = operands.find((_, i) => !positionals[i]);
    if (missing) throw new WrongUse(`${missing} is missing`);
    const more = positionals[operands.length];
    if (more !== undefined) throw new WrongUse(`Unexpected argument: ${more}`);
    return { operands: positionals, options: values };
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${(error as Error).message}. Try linekeeper ${command.name} --help`);
  }
}

function textOf({ lines, json }: Answer, asJson: boolean): string {
  // A line may hold line breaks of its own; stored names, which have none, are shown as a terminal may show them.
  return asJson
    ? `${printableJson(JSON.stringify(json, null, 2))}\n`
    : `${lines.join('\n').split('\n').map(printable).join('\n')}\n`;
}

function explain(error: unknown, env: Env | null): { message: string; code: ExitCode } {
  if (error instanceof WrongUse) return { message: error.message, code: 2 };
  if (error instanceof Refused) return { message: error.message, code: 1 };
  return { message: explainStart(error, env) ?? `Unexpected error: ${String((error as Error).message)}`, code: 1 };
}
