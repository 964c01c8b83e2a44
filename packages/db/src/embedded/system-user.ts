import { execFile } from 'node:child_process';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const run = promisify(execFile);

/** The system user that PostgreSQL's programs run as; null where they may run as the one who started us. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root runs it as `postgres`, who is created where missing.
 * Throws {@link EmbeddedPostgresError} where that cannot be done.
 */
export async function findSystemUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  try {
    return await idsOf('postgres');
  } catch {
    // No such user yet.
  }
  try {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return await idsOf('postgres');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and a user named postgres could not be created. Start Linekeeper as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  }
}

async function idsOf(name: string): Promise<SystemUser> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => (await run('id', [flag, name])).stdout));
  return { uid: Number(uid), gid: Number(gid) };
}

/** A program with its arguments, and how to spawn it. */
export interface Command {
  file: string;
  args: string[];
  options: { uid?: number; gid?: number };
}

/**
 * The command, which works in `folder`, as that user. Below a folder that only root may enter (a checkout in root's home, a `mktemp -d`) the
 * user could not even reach the program; there it keeps root's right to pass through folders, and nothing else of root.
 */
export async function commandAs(
  user: SystemUser | null,
  file: string,
  args: string[],
  folder: string,
): Promise<Command> {
  if (!user) return { file, args, options: {} };
  const open = await Promise.all([dirname(file), dirname(folder)].map(everyoneMayEnter));
  if (open.every(Boolean)) return { file, args, options: user };
  try {
    await access('/usr/bin/setpriv');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The user postgres may not enter ${folder}. Move Linekeeper to a folder that all may enter, or set DATABASE_URL.`,
      { cause },
    );
  }
  return {
    file: '/usr/bin/setpriv',
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      // Without it access(2) leaves capabilities out, and PostgreSQL asks that whether its programs are there.
      '--securebits=+no_setuid_fixup',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
      '--bounding-set=-all,+dac_override',
      file,
      ...args,
    ],
    options: {},
  };
}

const EXECUTE_BY_OTHERS = 0o001;

async function everyoneMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder).catch(() => ({ mode: EXECUTE_BY_OTHERS }));
  if (!(mode & EXECUTE_BY_OTHERS)) return false;
  const parent = dirname(folder);
  return parent === folder || (await everyoneMayEnter(parent));
}
