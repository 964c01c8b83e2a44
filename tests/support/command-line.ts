import { type ExitCode, runCommandLine } from 'linekeeper';
import { NO_DATA_FOLDER } from './no-data-folder.ts';

/** What a command answered. */
export interface CommandAnswer {
  code: ExitCode;
  out: string;
  err: string;
}

/** Runs `linekeeper …args` with only these variables, as in a pipe. Without warnings: in most tests, no server is connected. */
export function linekeeper(variables: Record<string, string>, ...args: string[]): Promise<CommandAnswer> {
  return run(variables, args);
}

/** The same as on a terminal: `onProgress` is told every line that is shown meanwhile. */
export function linekeeperWatched(
  onProgress: (text: string) => void,
  variables: Record<string, string>,
  ...args: string[]
): Promise<CommandAnswer> {
  return run(variables, args, onProgress);
}

/** The same with its warnings, for example that no server is connected. */
export async function linekeeperWarned(
  variables: Record<string, string>,
  ...args: string[]
): Promise<CommandAnswer & { warnings: string }> {
  let warnings = '';
  const answer = await run(variables, args, undefined, (text) => {
    warnings += text;
  });
  return { ...answer, warnings };
}

async function run(
  variables: Record<string, string>,
  args: string[],
  progress?: (text: string) => void,
  warn: (text: string) => void = () => {},
): Promise<CommandAnswer> {
  const answer = { out: '', err: '' };
  const code = await runCommandLine(
    args,
    { ...NO_DATA_FOLDER, ...variables },
    {
      out: (text) => {
        answer.out += text;
      },
      err: (text) => {
        answer.err += text;
      },
      warn,
      ...(progress && { progress }),
    },
  );
  return { code, ...answer };
}
