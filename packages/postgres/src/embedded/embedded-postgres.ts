import { mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseUrls } from '../database-urls.ts';
import { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { Keeper, lockOutCommands, lockOutServers } from './keeper.ts';
import { type Passwords, readPasswords } from './passwords.ts';
import { findRunning, type RunningPostgres, type Starter, startedBySetting } from './running-postgres.ts';

const OWNER = 'linekeeper_owner';
const SERVER = 'linekeeper';
const DATABASE = 'linekeeper';
/** PostgreSQL's folder in the data folder. */
const FOLDER = 'postgresql';
/** What it was called before everything of ours moved into a schema of its own. */
const EARLIER_FOLDER = 'postgres';
/** Any number that nobody else uses: only one process makes the roles and the database. */
const ROLES_LOCK = 4_738_205;
/** How long a start waits for others that start, end or work on the same data folder. */
const PATIENCE_MS = 15_000;
const POLL_MS = 50;

export interface EmbeddedPostgresOptions {
  /** Linekeeper's data folder; PostgreSQL's is `postgresql` in it. */
  dataDir: string;
  /** A fixed port. Absent: a free one. */
  port?: number | undefined;
  /** PostgreSQL settings beside the defaults. */
  settings?: Record<string, string>;
}

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres extends DatabaseUrls {
  /** Whether a database was found running after its server had died, and was started again. */
  takenOver: boolean;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL that a command works with. */
export interface JoinedPostgres extends DatabaseUrls {
  /** Stops it if commands started it and this was the last one. */
  leave: () => Promise<void>;
}

/**
 * Starts PostgreSQL in `dataDir` for a server, and makes it first if there is none. One whose server died is stopped and
 * started again; one with a living server is refused. Throws {@link EmbeddedPostgresError}, which says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await openPlace(options.dataDir);
  let takenOver = false;
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const running = await findRunning(place.cluster, place.urlOn, until);
    if (running) {
      takenOver ||= running.startedBy === 'server';
      await stopAbandoned(place, running, until);
    }
    const port = await start(place, options, 'server', until);
    if (port === null) continue;
    try {
      const keeper = await Keeper.hold(place.urlOn(port), 'server');
      await createRoles(place, port);
      return {
        ...urlsOn(port, place.passwords),
        takenOver,
        async stop() {
          await keeper.end();
          await stopOurs(place);
        },
      };
    } catch (error) {
      await stopOurs(place);
      throw error;
    }
  }
}

/**
 * The PostgreSQL in `dataDir` for a command: the one that runs, else one that is started for it and for the commands that
 * come meanwhile. Only a server takes care of what a dead server left. Throws {@link EmbeddedPostgresError}.
 */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<JoinedPostgres> {
  const place = await openPlace(options.dataDir);
  for (const until = Date.now() + PATIENCE_MS; ; await delay(POLL_MS)) {
    const running = await findRunning(place.cluster, place.urlOn, until);
    await running?.close();
    const port = running?.port ?? (await start(place, options, 'command', until));
    if (port === null) continue;
    let keeper: Keeper | null = null;
    try {
      const held = await Keeper.hold(place.urlOn(port), 'commands');
      keeper = held;
      await createRoles(place, port);
      return {
        ...urlsOn(port, place.passwords),
        leave: async () => {
          await held.end();
          if (running?.startedBy !== 'server') await stopUnused(place);
        },
      };
    } catch (error) {
      await keeper?.end();
      // The last command before this one is stopping it. This one starts it again.
      if (Date.now() < until) continue;
      await stopUnused(place);
      throw error;
    }
  }
}

/** Whether there is an embedded database in `dataDir`, running or not. Makes nothing. */
export async function hasEmbeddedPostgres(dataDir: string): Promise<boolean> {
  return exists(join(dataDir, FOLDER, 'data'));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** A data folder that has a database. */
interface Place {
  dataDir: string;
  cluster: Cluster;
  passwords: Passwords;
  /** The owner's address, for what isn't about one database. */
  urlOn: (port: number) => string;
}

async function openPlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  if ((await exists(join(dataDir, EARLIER_FOLDER))) && !(await exists(join(dataDir, FOLDER)))) {
    throw new EmbeddedPostgresError(
      `The database in ${dataDir} was made by an earlier version of Linekeeper, which this one can't read. Nothing was changed. Start the earlier version to look at it, or move the folder away to start with an empty database: mv "${dataDir}" "${dataDir}.old"`,
    );
  }
  const cluster = await Cluster.in(join(dataDir, FOLDER));
  const [data, program] = await Promise.all([cluster.dataVersion(), cluster.programVersion()]);
  const passwords = await readPasswords(dataDir, data !== null);
  if (data === null) await cluster.initialise(OWNER, passwords.owner);
  else if (data !== program) {
    throw new EmbeddedPostgresError(
      `The data in ${dataDir} was made by PostgreSQL ${data}, and this is PostgreSQL ${program}. Move the folder away to start anew, or dump it with version ${data} and load it into this one.`,
    );
  }
  return { dataDir, cluster, passwords, urlOn: (port) => addressOn(port, passwords) };
}

/** The port on which PostgreSQL was started; null if another was on the folder. After `until` that is an error. */
async function start(
  { cluster }: Place,
  options: EmbeddedPostgresOptions,
  starter: Starter,
  until: number,
): Promise<number | null> {
  const port = options.port ?? (await freePort());
  if (await cluster.start(port, { ...options.settings, ...startedBySetting(starter) })) return port;
  if (Date.now() < until) return null;
  throw new EmbeddedPostgresError(
    `Another PostgreSQL is using ${cluster.data}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
  );
}

/** Stops what a dead server or commands have left. Throws {@link EmbeddedPostgresError} if a server or a command uses it. */
async function stopAbandoned({ dataDir, cluster }: Place, running: RunningPostgres, until: number): Promise<void> {
  try {
    if (running.startedBy === 'server' && !(await lockOutServers(running.client))) {
      throw new EmbeddedPostgresError(
        `Another Linekeeper is running on ${dataDir}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
      );
    }
    while (!(await lockOutCommands(running.client))) {
      if (Date.now() > until) {
        throw new EmbeddedPostgresError(
          `A linekeeper command is at work on ${dataDir}. Start the server again when it has ended.`,
        );
      }
      await delay(POLL_MS);
    }
    // The locks end with the database, so that nobody begins to use it before.
    await cluster.stop();
  } finally {
    await running.close();
  }
}

async function stopOurs(place: Place): Promise<void> {
  const running = await findRunning(place.cluster, place.urlOn, Date.now() + PATIENCE_MS);
  if (!running) return;
  await place.cluster.stop();
  await running.close();
}

/** Stops what commands started, unless somebody uses it. */
async function stopUnused(place: Place): Promise<void> {
  const running = await findRunning(place.cluster, place.urlOn, Date.now() + PATIENCE_MS);
  if (!running) return;
  if (running.startedBy === 'command' && (await lockOutCommands(running.client))) await place.cluster.stop();
  await running.close();
}

function urlsOn(port: number, passwords: Passwords): DatabaseUrls {
  const url = `postgres://${SERVER}:${passwords.server}@127.0.0.1:${port}/${DATABASE}`;
  return { url, ownerUrl: addressOn(port, passwords, DATABASE) };
}

function addressOn(port: number, passwords: Passwords, database = 'postgres'): string {
  return `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${database}`;
}

async function createRoles({ passwords, urlOn }: Place, port: number): Promise<void> {
  const owner = new pg.Client({ connectionString: urlOn(port) });
  owner.on('error', () => {});
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [ROLES_LOCK]);
    const { rows } = await owner.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rows.length > 0) return;
    // The database last: if it's there, all is.
    await owner.query(`DROP ROLE IF EXISTS ${SERVER}`);
    await owner.query(`CREATE ROLE ${SERVER} LOGIN PASSWORD ${owner.escapeLiteral(passwords.server)}`);
    await owner.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await owner.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
