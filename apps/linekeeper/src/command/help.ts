import type { Command, Option } from './command.ts';

/** Of every command. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { help: 'print JSON, for programs; errors are JSON too, on stderr' },
  help: { help: 'show this' },
};

/** What `linekeeper --help` shows, or `linekeeper key --help` with the commands that begin so. */
export function overview(commands: readonly Command[]): string {
  const uses = commands.map((command) => [use(command), command.summary] as const);
  return lines(
    "linekeeper: manage companies, people, API keys and the database (for the platform's operator)",
    '',
    ...columns(uses),
    '',
    'Every command takes --help and --json. Exit codes: 0 done, 1 refused or not found, 2 wrong use, 3 done, but a person',
    'has to decide something.',
    "Uses DATABASE_URL if set, otherwise the embedded PostgreSQL in LINEKEEPER_DATA_DIR. The server doesn't have to be running.",
    'Links start with PUBLIC_URL.',
  );
}

export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  return lines(
    `linekeeper ${use(command)} [options]`,
    '',
    command.summary,
    ...(command.explanation ?? []),
    '',
    ...columns(options.map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help] as const)),
  );
}

function use({ name, operands = [] }: Command): string {
  return [name, ...operands].join(' ');
}

function columns(rows: (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
