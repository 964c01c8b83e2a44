// Ends this process cleanly if one of the programs that started it is gone: the shell of the script, or the npx, npm or
// pnpm further up. A killed launcher would otherwise leave a server that nobody sees and that holds the port. A server
// that was started from a terminal or by a service manager isn't watched. The build puts this file into the package,
// too.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const POLL_MS = 250;
/** A launcher, the shell that one of them runs a script with, or our own `pnpm dev`. */
const LAUNCHER = /\b(npx|npm|pnpm|corepack)\b|\bsh -c |\bscripts\/dev\.mjs\b/;

/** The parent and the command of a process; null if it's gone or can't be read. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // The name in the second field can have spaces and brackets. A zombie has ended.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { parent: Number(parent), command };
  } catch {
    return lookByPs(pid);
  }
}

/** Where there is no /proc, such as on macOS. */
function lookByPs(pid) {
  if (process.platform !== 'darwin') return null;
  try {
    const [, parent, command] = /^\s*(\d+)\s+(.*)$/s.exec(
      String(execFileSync('ps', ['-o', 'ppid=,command=', '-p', pid])),
    );
    return { parent: Number(parent), command };
  } catch {
    return null;
  }
}

const launchers = [];
for (let pid = process.ppid, found = look(pid); found && LAUNCHER.test(found.command); found = look(pid)) {
  launchers.push(pid);
  pid = found.parent;
}

/** Whether a process has ended. One that nobody has waited for, a zombie, still has its id. */
function isGone(pid) {
  try {
    process.kill(pid, 0);
    return ['linux', 'darwin'].includes(process.platform) && look(pid) === null;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

const timer = setInterval(() => {
  if (!launchers.some(isGone)) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, POLL_MS).unref();
