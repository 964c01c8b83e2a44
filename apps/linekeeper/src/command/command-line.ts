import { printable } from '@linekeeper/contract';
import { TAKEOVER_COMMANDS } from '@linekeeper/legacy';
import { type Env, readEnv } from '../env.ts';
import { explainStart } from '../explain-start.ts';
import { CALL_COMMANDS } from './call-commands.ts';
import {
  type Answer,
  type Command,
  type Input,
  type OwnerCommand,
  type PlaceCommand,
  Refused,
  WrongUse,
} from './command.ts';
import { HISTORY_COMMAND } from './history-command.ts';
import { INVITATION_COMMANDS } from './invitation-commands.ts';
import { KEY_COMMANDS } from './key-commands.ts';
import { MEMBER_COMMANDS } from './member-commands.ts';
import { MIGRATE_COMMAND } from './migrate-command.ts';
import { openOwnerPlace, openPlace } from './open-place.ts';
import { PASSWORD_COMMANDS } from './password-commands.ts';
import { printableJson } from './printable-json.ts';
import { runProgram } from './program.ts';
import { START_COMMAND } from './start-command.ts';
import { SUPPORT_COMMANDS } from './support-commands.ts';
import { TENANT_COMMANDS } from './tenant-commands.ts';
import { TWILIO_COMMANDS } from './twilio-commands.ts';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  START_COMMAND,
  ...TENANT_COMMANDS,
  ...MEMBER_COMMANDS,
  ...INVITATION_COMMANDS,
  ...KEY_COMMANDS,
  ...PASSWORD_COMMANDS,
  ...SUPPORT_COMMANDS,
  HISTORY_COMMAND,
  ...CALL_COMMANDS,
  ...TWILIO_COMMANDS,
  MIGRATE_COMMAND,
  ...TAKEOVER_COMMANDS,
];

/** Where a command writes. */
export interface Outlet {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Shows a line instead of the previous one. '' removes it. Absent if nobody reads it. */
  progress?: (text: string) => void;
  /** Shows a warning, although the command goes on. Default: `err`. */
  warn?: (text: string) => void;
  /** Asks a person, and returns what was typed; '' if nothing was. Absent if nobody sits at a terminal. */
  ask?: (question: string) => Promise<string>;
  /** Starts the server in this process. Absent where only commands can run. */
  start?: () => Promise<void>;
}

/** 0 done, 1 refused or not found, 2 wrong usage, 3 done, but a person has to decide something. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Runs one command. Never throws: errors are printed. */
export async function runCommandLine(
  args: readonly string[],
  variables: NodeJS.ProcessEnv | undefined,
  outlet: Outlet,
): Promise<ExitCode> {
  // Not from the parser, so that its own errors are JSON, too.
  const json = args.includes('--json');
  const print = { out: outlet.out, err: json ? () => {} : outlet.err };
  let env: Env | null = null;
  let code: ExitCode = 0;
  try {
    await runProgram(COMMANDS, args, print, async (command, input) => {
      if ('startsServer' in command) return startServer(outlet);
      const work = 'asOwner' in command ? onOwnerPlace(command, input, outlet, json) : onPlace(command, input);
      env = readEnv(variables);
      await confirm(command, input, outlet);
      // Otherwise, an empty answer would look as if the platform's database were empty.
      if (!env.database && !json)
        outlet.err(`DATABASE_URL isn't set, so this uses the embedded database in ${env.dataDir}.\n`);
      const answer = await work(env);
      outlet.progress?.('');
      outlet.out(textOf(answer, json));
      if (answer.unresolved) code = 3;
    });
    return code;
  } catch (error) {
    outlet.progress?.('');
    const { message, code } = explain(behind(error), env);
    const shown = message.split('\n').map(printable).join('\n');
    outlet.err(json ? `${printableJson(JSON.stringify({ error: { message } }))}\n` : `${shown}\n`);
    return code;
  }
}

/** Throws unless the command needs no confirmation, or a person has confirmed it. */
async function confirm({ confirms }: Command, { options }: Input, { ask }: Outlet): Promise<void> {
  if (confirms === undefined || options.yes === true) return;
  if (!ask) throw new WrongUse('Nothing was changed. Add --yes to confirm');
  const typed = await ask(`${confirms} Continue? [y/N] `);
  if (!/^y(es)?$/i.test(typed.trim())) throw new Refused('Nothing was changed');
}

async function startServer({ start }: Outlet): Promise<void> {
  if (!start) throw new Refused('The server can only be started from a shell');
  await start();
}

type Work = (env: Env) => Promise<Answer>;

function onPlace(command: PlaceCommand, input: Input): Work {
  const work = command.prepare(input);
  return async (env) => {
    await using place = await openPlace(env, { reads: command.reads ?? false });
    return await work(place);
  };
}

function onOwnerPlace(command: OwnerCommand, input: Input, outlet: Outlet, json: boolean): Work {
  const work = command.prepare(input);
  const warn = (message: string) => {
    outlet.progress?.('');
    (outlet.warn ?? outlet.err)(
      json ? `${printableJson(JSON.stringify({ warning: { message } }))}\n` : `Warning: ${printable(message)}\n`,
    );
  };
  return async (env) => {
    await using place = await openOwnerPlace(env, command.name);
    return await work({ ...place, progress: (text) => outlet.progress?.(text), warn });
  };
}

function textOf({ lines, json }: Answer, asJson: boolean): string {
  // A line can contain line breaks. Stored names don't, and are escaped.
  return asJson
    ? `${printableJson(JSON.stringify(json, null, 2))}\n`
    : `${lines.join('\n').split('\n').map(printable).join('\n')}\n`;
}

/** What a procedure threw: it's the cause of the fault that its caller gets. */
function behind(error: unknown): unknown {
  const { name, cause } = (error ?? {}) as Partial<Error>;
  return name === 'TRPCError' && cause ? cause : error;
}

function explain(error: unknown, env: Env | null): { message: string; code: ExitCode } {
  if (error instanceof WrongUse) return { message: error.message, code: 2 };
  if (error instanceof Refused) return { message: error.message, code: 1 };
  return { message: explainStart(error, env) ?? `Unexpected error: ${String((error as Error).message)}`, code: 1 };
}
