import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), undefined, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
