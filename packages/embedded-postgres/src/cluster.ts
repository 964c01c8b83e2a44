import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readIfThere, syncFolder } from '@linekeeper/postgres';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { refuseOtherOwner } from './folder-owner.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import { everyoneMayEnter, findSystemUser, type SystemUser } from './system-user.ts';

const run = promisify(execFile);
const START_SECONDS = 60;
const STOP_MS = 30_000;
const POLL_MS = 50;
/** After this time, we assume that a temporary folder is left from a killed initdb. A running initdb takes seconds. */
const ABANDONED_MS = 60 * 60_000;
/** The environment of PostgreSQL's programs. They don't get our secrets, or PGPORT and PGDATA from the environment. */
const ENVIRONMENT = ['PATH', 'TZ', 'LD_LIBRARY_PATH', 'SystemRoot', 'SystemDrive', 'ComSpec', 'TEMP', 'TMP'];

/** Said by a PostgreSQL that found another on its folder, or that was stopped while pg_ctl still waited for it. */
const OTHER_POSTGRES =
  /postmaster\.pid" (?:already exists|is empty)|pre-existing shared memory block|received fast shutdown request/;

/** A PostgreSQL data folder, and the programs that create, start and stop it. */
export class Cluster {
  readonly data: string;

  private constructor(
    readonly folder: string,
    private readonly binaries: PostgresBinaries,
    private readonly user: SystemUser | null,
    /** Whether the programs can reach the folder by its path. */
    private readonly reachable: boolean,
  ) {
    this.data = join(folder, 'data');
  }

  /** Throws {@link EmbeddedPostgresError}, for example if the folder belongs to another user. */
  static async in(folder: string): Promise<Cluster> {
    const user = await findSystemUser();
    const binaries = await findBinaries(user);
    const uid = user?.uid ?? process.getuid?.();
    await refuseOtherOwner(join(folder, 'data'), uid);
    await mkdir(folder, { recursive: true });
    if (user && (await stat(folder)).uid === process.getuid?.()) await chown(folder, user.uid, user.gid);
    await refuseOtherOwner(folder, uid);
    await removeAbandoned(folder);
    const reachable = !user || (await everyoneMayEnter(dirname(folder)));
    if (!reachable && process.platform !== 'linux') {
      throw new EmbeddedPostgresError(
        `The user postgres can't enter ${folder}. Move it to a folder that everyone can enter, or set DATABASE_URL.`,
      );
    }
    return new Cluster(folder, binaries, user, reachable);
  }

  /**
   * Creates the data folder if it doesn't exist. `password` is the password of `superuser`. The folder is created with another
   * name and then renamed, so a folder named `data` is always complete, and an error here can't damage it.
   */
  async initialise(superuser: string, password: string): Promise<void> {
    const made = join(this.folder, `new-${randomUUID()}`);
    const passwordFile = `${made}.password`;
    try {
      await mkdir(made, { mode: 0o700 });
      await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
      for (const path of [made, passwordFile]) if (this.user) await chown(path, this.user.uid, this.user.gid);
      await this.#run(this.binaries.initdb, made, [
        `--pgdata=${this.#here}`,
        `--username=${superuser}`,
        `--pwfile=${join('..', basename(passwordFile))}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-instructions',
      ]);
      // Fails if there is a folder with this name that isn't empty.
      await rename(made, this.data);
      await syncFolder(this.folder);
    } catch (cause) {
      await rm(made, { recursive: true, force: true });
      if ((await this.dataVersion()) !== null) return; // Another process was faster.
      throw new EmbeddedPostgresError(`PostgreSQL could not create its data folder ${this.data}: ${output(cause)}`, {
        cause,
      });
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  /**
   * The major version of the data. Null if there is no data folder, or if it's empty. Throws {@link EmbeddedPostgresError} if
   * the version can't be read, because an unreadable folder isn't an absent one.
   */
  async dataVersion(): Promise<string | null> {
    const file = join(this.data, 'PG_VERSION');
    try {
      const text = await readIfThere(file);
      if (text === null && (await isEmpty(this.data))) return null;
      // Read again, because another process can have renamed its folder meanwhile.
      const version = (text ?? (await readIfThere(file)))?.trim() ?? '';
      if (/^\d+$/.test(version)) return version;
    } catch (cause) {
      throw new EmbeddedPostgresError(
        `The embedded database cannot be read: ${(cause as Error).message}. Nothing was changed.`,
        { cause },
      );
    }
    throw new EmbeddedPostgresError(
      `${this.data} is not empty, but ${file} is missing or damaged, so the database cannot be started. Nothing was changed. Restore the folder from a backup, or move it away to start with an empty database.`,
    );
  }

  async programVersion(): Promise<string> {
    const stdout = await this.#run(this.binaries.postgres, this.folder, ['--version']);
    return /\) (\d+)/.exec(stdout)?.[1] ?? stdout.trim();
  }

  postmaster(): Promise<Postmaster | null> {
    return findPostmaster(this.data);
  }

  /**
   * Starts the postmaster, detached from this process (Ctrl-C must not end it before requests have ended). False: another
   * PostgreSQL is on the folder (another start was faster, or one is ending), or somebody has stopped this one already.
   */
  async start(port: number, settings: Record<string, string>): Promise<boolean> {
    const options = Object.entries({ ...settings, port: String(port), listen_addresses: '127.0.0.1' });
    const flags = [...options, ['unix_socket_directories', '']].map(([name, value]) => `-c ${name}='${value}'`);
    // Concurrent starts must not write to the same log.
    const log = join(this.folder, `log-${randomUUID()}`);
    const where = ['-D', this.#here, '-l', join('..', basename(log))];
    try {
      const args = ['start', ...where, '-w', '-t', String(START_SECONDS), '-s', '-o', flags.join(' ')];
      await this.#run(this.binaries.pg_ctl, this.data, args);
    } catch (cause) {
      const text = await readFile(log, 'utf8').catch(() => '');
      await rm(log, { force: true });
      const said = text || output(cause);
      if (OTHER_POSTGRES.test(said)) return false;
      if (await isFull(this.folder)) {
        throw new EmbeddedPostgresError(
          `The disk of ${this.folder} is full, so PostgreSQL can't start. Free some space.`,
        );
      }
      throw new EmbeddedPostgresError(explainStart(said, port, this.folder), { cause });
    }
    await rename(log, join(this.folder, 'log')).catch(() => {
      // Windows doesn't rename open files.
    });
    return true;
  }

  /**
   * Stops the postmaster with this process id, and waits until it has ended. Only after it has answered as ours, because
   * pg_ctl signals the process that postmaster.pid names. Does nothing if it has ended.
   */
  async stop(pid: number): Promise<void> {
    const isThere = async () => (await this.postmaster())?.pid === pid;
    if (!(await isThere())) return;
    try {
      // Without pg_ctl's own wait, which would continue for a new PostgreSQL that is started on the folder right afterwards.
      await this.#run(this.binaries.pg_ctl, this.data, ['stop', '-D', this.#here, '-m', 'fast', '-W', '-s']);
    } catch (error) {
      // Another process can have stopped it at the same time.
      if (await isThere()) throw error;
    }
    for (const until = Date.now() + STOP_MS; await isThere(); await delay(POLL_MS)) {
      if (Date.now() > until) {
        throw new EmbeddedPostgresError(`The embedded PostgreSQL in ${this.folder} did not stop (process ${pid}).`);
      }
    }
  }

  /**
   * The path of a program's working folder. pg_ctl passes it through a shell, so it must not contain the name of the data
   * folder. If the program's user can't enter an outer folder, only the second path works.
   */
  get #here(): string {
    return this.reachable ? '.' : '/proc/self/cwd';
  }

  /** Runs a program in `folder`. Returns its output. */
  async #run(file: string, folder: string, args: string[]): Promise<string> {
    const env = Object.fromEntries(
      ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    const { stdout } = await run(file, args, { ...this.user, env: { ...env, LC_ALL: 'C' }, cwd: folder });
    return stdout;
  }
}

/**
 * Removes the remains of a killed initdb. They're renamed first, so that if the process is alive after all, it can't
 * complete half a database.
 */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = name.startsWith('new-') ? await stat(path).catch(() => null) : null;
    if (!found || Date.now() - found.mtimeMs < ABANDONED_MS) continue;
    const aside = join(folder, `new-${randomUUID()}`);
    try {
      await rename(path, aside);
      await rm(aside, { recursive: true, force: true });
    } catch (error) {
      // Another start is removing it, too.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function explainStart(log: string, port: number, folder: string): string {
  if (/Address already in use/i.test(log)) {
    return `Port ${port} is already in use, so the embedded PostgreSQL can't use it. Set LINEKEEPER_DATABASE_PORT to another one.`;
  }
  const last = log.split('\n').filter((line) => /FATAL|PANIC|HINT|could not/.test(line));
  return `The embedded PostgreSQL in ${folder} did not start: ${last.join(' ').trim() || log.trim()}`;
}

/** Less than a megabyte is left: PostgreSQL can't even write its log. */
async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 1024 * 1024;
}

function output(cause: unknown): string {
  return String((cause as { stderr?: string }).stderr ?? cause).trim();
}
