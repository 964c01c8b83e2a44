import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const START_MS = 60_000;
/** The command of the server itself. */
const SERVER = /^\S*\bnode .*(start\.mjs|(bin|main)\.js start|linekeeper start)\s*$/;

/** A server, and every program that started it. */
export interface Launched {
  process: ChildProcess;
  output(): string;
  /** The processes, from the first launcher to the server. Reads /proc. */
  chain(): Process[];
}

/** Runs a command that starts a server, and waits until the server is ready. Throws with its output if it isn't. */
export async function launch(
  [program = '', ...args]: readonly string[],
  { cwd, variables }: { cwd: string; variables: Record<string, string> },
): Promise<Launched> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(program, args, { cwd, env: { PATH, HOME, TMPDIR, ...variables } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  for (const until = Date.now() + START_MS; !output.includes('Linekeeper is ready'); await delay(20)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The server didn't start:\n${output}`);
  }
  return { process: child, output: () => output, chain: () => chainBelow(child.pid ?? 0) };
}

/** Upwards from the server, because launchers have children that aren't part of the chain. */
function chainBelow(first: number): Process[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => look(Number(name)) ?? []);
  for (const server of processes.filter(({ command }) => SERVER.test(command))) {
    const chain = [server];
    for (let found: Process | undefined = server; found && chain[0]?.pid !== first; ) {
      const { parent }: Process = found;
      found = processes.find(({ pid }) => pid === parent);
      if (found) chain.unshift(found);
    }
    if (chain[0]?.pid === first) return chain;
  }
  throw new Error(`There is no server below process ${first}`);
}

export interface Process {
  pid: number;
  parent: number;
  command: string;
}

function look(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command };
  } catch {
    // It has just ended.
    return null;
  }
}
