import { type ExitCode, runCommandLine } from '@linekeeper/server';

/** What a command answered. */
export interface CommandAnswer {
  code: ExitCode;
  out: string;
  err: string;
}

/** Runs `linekeeper …args` with these variables alone. */
export async function linekeeper(variables: Record<string, string>, ...args: string[]): Promise<CommandAnswer> {
  const answer = { out: '', err: '' };
  const code = await runCommandLine(args, variables, {
    out: (text) => {
      answer.out += text;
    },
    err: (text) => {
      answer.err += text;
    },
  });
  return { code, ...answer };
}
