#!/usr/bin/env node
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { runCommandLine } from './command-line.ts';
import { CLEAR, progressOn } from './progress.ts';

/** The build puts it there. */
const END_WITH_PARENT = new URL('../end-with-parent.mjs', import.meta.url).href;

const { stdin, stdout, stderr } = process;
// The reader can close the pipe early (`linekeeper tenant list | head -1`). The command has still succeeded.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  stderr.write(`The answer could not be written: ${error.message}\n`);
  process.once('exit', () => {
    process.exitCode = 1;
  });
});
stderr.on('error', () => {});
/** Commands can be stopped at any moment. Files that aren't complete are removed when the process exits. */
const stop = (signal: 'SIGINT' | 'SIGTERM') => {
  const message = 'Stopped before the end. Run the command again: it does what is left.';
  if (stderr.isTTY) stderr.write(CLEAR);
  stderr.write(process.argv.includes('--json') ? `${JSON.stringify({ error: { message } })}\n` : `${message}\n`);
  process.exit(128 + constants.signals[signal]);
};
process.on('SIGINT', stop).on('SIGTERM', stop);
/** Without `terminal`, so that Ctrl-C ends the process as always. */
const ask = (question: string) =>
  new Promise<string>((resolve) => {
    stderr.write(question);
    const lines = createInterface({ input: stdin, terminal: false });
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
process.exitCode = await runCommandLine(process.argv.slice(2), undefined, {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  start: async () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await import(END_WITH_PARENT);
    await import('../main.ts');
  },
  // Only on a terminal, not in a pipe or a file.
  ...(stdin.isTTY && stderr.isTTY && { ask }),
  // With --json, a program reads the output.
  ...((stderr.isTTY || !process.argv.includes('--json')) && { progress: progressOn(stderr) }),
});
