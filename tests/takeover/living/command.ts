import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CommandAnswer } from '../../support/command-line.ts';

const PROGRAM = fileURLToPath(new URL('../../../apps/linekeeper/bin/linekeeper.mjs', import.meta.url));

/** Runs `linekeeper …args` as an operator does, as a process of its own, and waits for its end. */
export function runCommand(variables: Record<string, string>, ...args: string[]): Promise<CommandAnswer> {
  const { PATH, HOME, TMPDIR } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=linekeeper-built', PROGRAM, ...args],
      { env: { PATH, HOME, TMPDIR, ...variables }, maxBuffer: 64 * 1024 * 1024 },
      (_error, out, err) => resolve({ code: child.exitCode as CommandAnswer['code'], out, err }),
    );
  });
}
