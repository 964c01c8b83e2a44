import { runCommandLine } from './command-line.ts';

/** Back to the line's start, and clear it. */
const CLEAR = '\r\u001b[K';

const { stdout, stderr } = process;
// Whoever reads the answer can stop reading it (`linekeeper tenant list | head -1`), and then the command is still done.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  stderr.write(`The answer could not be written: ${error.message}\n`);
  process.once('exit', () => {
    process.exitCode = 1;
  });
});
stderr.on('error', () => {});
process.exitCode = await runCommandLine(process.argv.slice(2), undefined, {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  // Beside what is printed, and for people alone: a pipe or a file gets nothing of it.
  ...(stderr.isTTY && { progress: (text) => void stderr.write(`${CLEAR}${text.slice(0, stderr.columns - 1)}`) }),
});
