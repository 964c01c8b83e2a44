import { CommanderError, Help, Option, Command as Parser } from 'commander';
import { VERSION } from '../version.ts';
import { type Command, type Input, WrongUse } from './command.ts';

const PURPOSE = "Manage tenants, people, API keys and the database (for the platform's operator)";
const AFTER_HELP = `
Exit codes: 0 done, 1 refused or not found, 2 wrong usage, 3 done, but a person
has to decide something. Works on the database at DATABASE_URL if that is set,
otherwise on the embedded PostgreSQL in LINEKEEPER_DATA_DIR. The server doesn't
have to be running. Printed links start with PUBLIC_URL.`;

/**
 * Parses what was typed, and calls `run` with the command and its input. Prints help and the version itself. Throws
 * {@link WrongUse} and the errors of `run`.
 */
export async function runProgram(
  commands: readonly Command[],
  args: readonly string[],
  print: { out: (text: string) => void; err: (text: string) => void },
  run: (command: Command, input: Input) => Promise<void>,
): Promise<void> {
  const program = new Parser('linekeeper')
    .description(PURPOSE)
    .version(VERSION, '--version', 'print the version')
    .option('--json', 'print JSON, for programs; errors are JSON too, on stderr')
    .helpOption('--help', 'show this help')
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (parser) => `${pathOf(parser)} ${operandsOf(parser)}`.trim(),
      // Only here, because commander takes its suggestions from the visible commands.
      formatHelp: (parser, help) =>
        Help.prototype.formatHelp.call(Object.assign(help, { visibleCommands: commandsIn }), parser, help),
    })
    .configureOutput({ writeOut: print.out, writeErr: print.err, outputError: () => {} })
    .exitOverride()
    .addHelpText('after', AFTER_HELP);
  for (const command of commands) addCommand(program, command, run);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new WrongUse(sentence(error));
  }
}

/** `key create` becomes `create` within the group `key`. */
function addCommand(program: Parser, command: Command, run: (command: Command, input: Input) => Promise<void>): void {
  const parser = command.name
    .split(' ')
    .reduce((group, word) => group.commands.find((one) => one.name() === word) ?? group.command(word), program);
  parser.summary(command.summary).description([`${command.summary}.`, ...(command.explanation ?? [])].join(' '));
  for (const operand of command.operands ?? []) parser.argument(operand);
  const options = Object.entries(command.options).map(([name, { value, help, multiple }]) => {
    const option = new Option(`--${name}${value ? ` ${value}` : ''}`, help);
    if (multiple) option.argParser<string[] | undefined>((text, earlier) => [...(earlier ?? []), text]);
    parser.addOption(option);
    return [name, option.attributeName()] as const;
  });
  parser.action(() =>
    run(command, {
      operands: parser.args,
      options: Object.fromEntries(options.map(([name, attribute]) => [name, parser.opts()[attribute]])),
    }),
  );
}

/** The commands in a group and its groups, so that the main help shows all commands. */
function commandsIn(parser: Parser): Parser[] {
  return parser.commands.flatMap((one) => (one.commands.length > 0 ? commandsIn(one) : [one]));
}

function pathOf(parser: Parser): string {
  const { parent } = parser;
  return parent?.parent ? `${pathOf(parent)} ${parser.name()}` : parser.name();
}

function operandsOf(parser: Parser): string {
  return parser.registeredArguments.map((operand) => `<${operand.name()}>`).join(' ');
}

/** "error: unknown command 'tenat'\n(Did you mean tenant?)" becomes "Unknown command 'tenat'. Did you mean tenant?" */
function sentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'No command was given';
  const text = message.replace(/^error: /, '').replace(/\n\((.*)\)$/, '. $1');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
