import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { commandAs, findSystemUser, type SystemUser } from './system-user.ts';

const run = promisify(execFile);
const START_SECONDS = 60;

/** A PostgreSQL data folder with the programs that make, start and stop it. */
export class Cluster {
  readonly #data: string;
  readonly #log: string;

  private constructor(
    readonly folder: string,
    private readonly binaries: PostgresBinaries,
    private readonly user: SystemUser | null,
  ) {
    this.#data = join(folder, 'data');
    this.#log = join(folder, 'log');
  }

  static async in(folder: string): Promise<Cluster> {
    const [binaries, user] = await Promise.all([findBinaries(), findSystemUser()]);
    await Promise.all(Object.values(binaries).map((file) => makeExecutable(file)));
    await mkdir(folder, { recursive: true });
    if (user) await chown(folder, user.uid, user.gid);
    return new Cluster(folder, binaries, user);
  }

  /** Makes the data folder. `password` is that of `superuser`. */
  async initialise(superuser: string, password: string): Promise<void> {
    const passwordFile = join(this.folder, `password-${randomUUID()}`);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (this.user) await chown(passwordFile, this.user.uid, this.user.gid);
    try {
      await this.#run(this.binaries.initdb, [
        `--pgdata=${this.#data}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-instructions',
      ]);
    } catch (cause) {
      // What is half made would look like a data folder to the next start.
      await rm(this.#data, { recursive: true, force: true });
      throw new EmbeddedPostgresError(`PostgreSQL could not make its data folder ${this.#data}: ${output(cause)}`, {
        cause,
      });
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  /** The major version that made the data, or null where there is none yet. */
  async dataVersion(): Promise<string | null> {
    const text = await readFile(join(this.#data, 'PG_VERSION'), 'utf8').catch(() => null);
    return text?.trim() ?? null;
  }

  async programVersion(): Promise<string> {
    const { stdout } = await run(this.binaries.postgres, ['--version']);
    return /\b(\d+)[.\w]*\s*$/.exec(stdout)?.[1] ?? stdout.trim();
  }

  /** The port of the postmaster that runs on this folder, or null where none does. */
  async runningPort(): Promise<number | null> {
    try {
      await this.#run(this.binaries.pg_ctl, ['status', '-D', this.#data]);
    } catch {
      return null;
    }
    // The fourth line of postmaster.pid, as PostgreSQL's own pg_ctl reads it.
    const lines = (await readFile(join(this.#data, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(lines[3]);
  }

  /** Starts the postmaster, detached from this process (Ctrl-C must not end it before requests have ended). */
  async start(port: number, settings: Record<string, string>): Promise<void> {
    const options = Object.entries({ ...settings, port: String(port), listen_addresses: '127.0.0.1' });
    const flags = [...options, ['unix_socket_directories', '']].map(([name, value]) => `-c ${name}='${value}'`);
    await rm(this.#log, { force: true });
    const args = ['start', '-D', this.#data, '-l', this.#log, '-w', '-t', String(START_SECONDS), '-s'];
    try {
      await this.#run(this.binaries.pg_ctl, [...args, '-o', flags.join(' ')]);
    } catch (cause) {
      const log = await readFile(this.#log, 'utf8').catch(() => '');
      throw new EmbeddedPostgresError(explainStart(log || output(cause), port, this.folder), { cause });
    }
  }

  async stop(): Promise<void> {
    await this.#run(this.binaries.pg_ctl, ['stop', '-D', this.#data, '-m', 'fast', '-w', '-t', '30', '-s']);
  }

  async #run(file: string, args: string[]): Promise<void> {
    const command = await commandAs(this.user, file, args, this.folder);
    // Without PG*: a person's own PGPORT or PGDATA must not reach this server.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
    await run(command.file, command.args, { ...command.options, env: { ...env, LC_ALL: 'C' }, cwd: '/' });
  }
}

function explainStart(log: string, port: number, folder: string): string {
  if (/Address already in use/i.test(log)) {
    return `Port ${port} is taken, so the embedded PostgreSQL cannot listen there. Choose another with LINEKEEPER_DATABASE_PORT.`;
  }
  if (/lock file "postmaster\.pid" already exists/.test(log)) {
    return `The data folder ${folder} is in use by another PostgreSQL. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`;
  }
  const last = log.split('\n').filter((line) => /FATAL|PANIC|HINT|could not/.test(line));
  return `The embedded PostgreSQL in ${folder} did not start: ${last.join(' ').trim() || log.trim()}`;
}

function output(cause: unknown): string {
  return String((cause as { stderr?: string }).stderr ?? cause).trim();
}

async function makeExecutable(file: string): Promise<void> {
  await chmod(file, 0o755).catch(() => {
    // Read-only installations come with the right mode.
  });
}
