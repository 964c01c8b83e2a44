import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program of the test in a process of its own, which has said that it's ready. */
export interface Script {
  output(): string;
  /** What it printed about failures. */
  failures(): string;
  stop(): Promise<void>;
}

/** Runs a TypeScript file with these variables, and with Linekeeper as it's built. Throws if it ends before it's ready. */
export async function spawnScript(file: string, variables: NodeJS.ProcessEnv, cwd = process.cwd()): Promise<Script> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', '--import', 'tsx', file], {
    cwd,
    env: { PATH, HOME, TMPDIR, ...variables },
    // In a process group of its own, because Ctrl-C in a terminal is meant for the test: it stops the program.
    detached: true,
  });
  let output = '';
  let failures = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes(' is ready')) resolve();
    });
    child.stderr.on('data', (chunk) => {
      failures += String(chunk);
    });
    child.once('close', () => reject(new Error(`${file} ended: ${output}${failures}`)));
  });
  return {
    output: () => output,
    failures: () => failures,
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    },
  };
}
