import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readIfThere, syncFolder } from '../kept-file.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { refuseOtherOwner } from './folder-owner.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import { everyoneMayEnter, findSystemUser, type SystemUser } from './system-user.ts';

const run = promisify(execFile);
const START_SECONDS = 60;
const STOP_MS = 30_000;
const POLL_MS = 50;
/** A folder of an initdb that was killed: the others take seconds. */
const ABANDONED_MS = 60 * 60_000;
/** What PostgreSQL's programs need of the environment. No secret of ours and no PGPORT or PGDATA of a person reaches them. */
const ENVIRONMENT = ['PATH', 'TZ', 'LD_LIBRARY_PATH', 'SystemRoot', 'SystemDrive', 'ComSpec', 'TEMP', 'TMP'];

/** Said by a PostgreSQL that found another on its folder, or that was stopped while pg_ctl still waited for it. */
const OTHER_POSTGRES =
  /lock file "postmaster\.pid" already exists|pre-existing shared memory block|received fast shutdown request/;

/** A PostgreSQL data folder with the programs that make, start and stop it. */
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

  /** Throws {@link EmbeddedPostgresError}, among others if the folder belongs to somebody else. */
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
   * Makes the data folder if it isn't there. `password` is that of `superuser`. It's made under another name and then
   * renamed, so a folder named `data` is complete, and no error in here can touch one.
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
      // Fails if there is a folder of that name with anything in it.
      await rename(made, this.data);
      await syncFolder(this.folder);
    } catch (cause) {
      await rm(made, { recursive: true, force: true });
      if ((await this.dataVersion()) !== null) return; // Another start was faster.
      throw new EmbeddedPostgresError(`PostgreSQL could not make its data folder ${this.data}: ${output(cause)}`, {
        cause,
      });
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  /**
   * The major version that made the data, or null if there is no data folder, or an empty one. Throws
   * {@link EmbeddedPostgresError} if it can't be told: what can't be read is not absent.
   */
  async dataVersion(): Promise<string | null> {
    const file = join(this.data, 'PG_VERSION');
    try {
      const text = await readIfThere(file);
      if (text === null && (await isEmpty(this.data))) return null;
      // Read again: another start can have renamed its folder in between.
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
    // Two starts at once must not write into one log.
    const log = join(this.folder, `log-${randomUUID()}`);
    const where = ['-D', this.#here, '-l', join('..', basename(log))];
    try {
      const args = ['start', ...where, '-w', '-t', String(START_SECONDS), '-s', '-o', flags.join(' ')];
      await this.#run(this.binaries.pg_ctl, this.data, args);
    } catch (cause) {
      const text = await readFile(log, 'utf8').catch(() => '');
      await rm(log, { force: true });
      if (OTHER_POSTGRES.test(text)) return false;
      throw new EmbeddedPostgresError(explainStart(text || output(cause), port, this.folder), { cause });
    }
    await rename(log, join(this.folder, 'log')).catch(() => {
      // Windows renames no open file.
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
      // Without pg_ctl's own wait, which would go on for a new PostgreSQL that is started on the folder right afterwards.
      await this.#run(this.binaries.pg_ctl, this.data, ['stop', '-D', this.#here, '-m', 'fast', '-W', '-s']);
    } catch (error) {
      // Somebody else may have stopped it at the same time.
      if (await isThere()) throw error;
    }
    for (const until = Date.now() + STOP_MS; await isThere(); await delay(POLL_MS)) {
      if (Date.now() > until) {
        throw new EmbeddedPostgresError(`The embedded PostgreSQL in ${this.folder} did not stop (process ${pid}).`);
      }
    }
  }

  /**
   * The path of the folder that a program works in. pg_ctl passes it through a shell, so it must not hold the name of the
   * data folder. Below a folder that the program's user can't enter, only the second one leads there.
   */
  get #here(): string {
    return this.reachable ? '.' : '/proc/self/cwd';
  }

  /** Runs a program in `folder`, and answers what it printed. */
  async #run(file: string, folder: string, args: string[]): Promise<string> {
    const env = Object.fromEntries(
      ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    const { stdout } = await run(file, args, { ...this.user, env: { ...env, LC_ALL: 'C' }, cwd: folder });
    return stdout;
  }
}

/**
 * Removes what an initdb has left that was killed. Renamed first: if its process lives after all, it can't make a database
 * of half a folder.
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
      // Another start removes it too.
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
    return `Port ${port} is taken, so the embedded PostgreSQL cannot listen there. Choose another with LINEKEEPER_DATABASE_PORT.`;
  }
  const last = log.split('\n').filter((line) => /FATAL|PANIC|HINT|could not/.test(line));
  return `The embedded PostgreSQL in ${folder} did not start: ${last.join(' ').trim() || log.trim()}`;
}

function output(cause: unknown): string {
  return String((cause as { stderr?: string }).stderr ?? cause).trim();
}
