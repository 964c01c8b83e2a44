import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseUrls } from '@linekeeper/postgres';
import { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { refuseForeignFolder } from './folder-owner.ts';
import { freePort } from './free-port.ts';
import { Keeper, lockOutCommands, lockOutServers } from './keeper.ts';
import { type Passwords, readPasswords } from './passwords.ts';
import type { Postmaster } from './postmaster.ts';
import { addressOn, createRoles, OWNER, urlsOn } from './roles.ts';
import { findRunning, type RunningPostgres, type Starter, startedBySetting } from './running-postgres.ts';

/** PostgreSQL's folder in the data folder. */
const FOLDER = 'postgresql';
/** The folder's name in the earlier layout. */
const EARLIER_FOLDER = 'postgres';
/** How long a start waits for other processes that start, stop or use the same data folder. */
const PATIENCE_MS = 15_000;
const POLL_MS = 50;

export interface EmbeddedPostgresOptions {
  /** Linekeeper's data folder. PostgreSQL's folder is `postgresql` in it. */
  dataDir: string;
  /** A fixed port. Default: a free one. */
  port?: number | undefined;
  /** Additional PostgreSQL settings. */
  settings?: Record<string, string>;
}

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres extends DatabaseUrls {
  /** Whether the database was still running after its server had crashed, and was restarted. */
  takenOver: boolean;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL that a command uses. */
export interface JoinedPostgres extends DatabaseUrls {
  /** Stops it if commands started it and this was the last one. */
  leave: () => Promise<void>;
}

/**
 * Starts PostgreSQL in `dataDir` for a server, and creates the database if there is none. If it's still running after its
 * server crashed, it's restarted. If its server is running, the start is refused. Throws {@link EmbeddedPostgresError}, which
 * says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await openPlace(options.dataDir);
  let takenOver = false;
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const running = await findRunning(place.cluster, place.urlOn, until);
    if (running) {
      takenOver ||= running.startedBy === 'server';
      if (!(await stopAbandoned(place, running, until))) continue;
    }
    const started = await start(place, options, 'server', until);
    if (!started) continue;
    const { pid, port } = started;
    let keeper: Keeper | null = null;
    try {
      const held = await Keeper.hold(place.urlOn(port), 'server');
      keeper = held;
      await createRoles(port, place.passwords);
      return {
        ...urlsOn(port, place.passwords),
        takenOver,
        async stop() {
          // Holds the lock until PostgreSQL has ended, so that no other server takes it over meanwhile.
          held.retire();
          await place.cluster.stop(pid);
          await held.end();
        },
      };
    } catch (error) {
      await place.cluster.stop(pid);
      await keeper?.end();
      throw error;
    }
  }
}

/**
 * The PostgreSQL in `dataDir` for a command. If it isn't running, it's started for this command and for those that start
 * meanwhile. Only a server cleans up after a crashed server. Throws {@link EmbeddedPostgresError}.
 */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<JoinedPostgres> {
  const place = await openPlace(options.dataDir);
  for (const until = Date.now() + PATIENCE_MS; ; await delay(POLL_MS)) {
    const running = await findRunning(place.cluster, place.urlOn, until);
    await running?.close();
    const port = running?.port ?? (await start(place, options, 'command', until))?.port;
    if (port === undefined) continue;
    let keeper: Keeper | null = null;
    try {
      const held = await Keeper.hold(place.urlOn(port), 'commands');
      keeper = held;
      await createRoles(port, place.passwords);
      return {
        ...urlsOn(port, place.passwords),
        leave: async () => {
          await held.end();
          if (running?.startedBy !== 'server') await stopUnused(place);
        },
      };
    } catch (error) {
      await keeper?.end();
      // The previous command is just stopping the database. This command starts it again.
      if (Date.now() < until) continue;
      await stopUnused(place);
      throw error;
    }
  }
}

/** Whether there is an embedded database in `dataDir`, running or not. Creates nothing. */
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
  /** The owner's address, for statements that aren't about one database. */
  urlOn: (port: number) => string;
}

async function openPlace(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  await refuseForeignFolder(dataDir);
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
      `The data in ${dataDir} was made by PostgreSQL ${data}, and this is PostgreSQL ${program}. Move the folder away to start with an empty database, or dump the data with version ${data} and restore it with version ${program}.`,
    );
  }
  return { dataDir, cluster, passwords, urlOn: (port) => addressOn(port, passwords) };
}

/** The PostgreSQL that was started. Null if another one was or is using the folder; after `until`, that is an error. */
async function start(
  { cluster }: Place,
  options: EmbeddedPostgresOptions,
  starter: Starter,
  until: number,
): Promise<Postmaster | null> {
  const port = options.port ?? (await freePort());
  if (await cluster.start(port, { ...options.settings, ...startedBySetting(starter) })) {
    const postmaster = await cluster.postmaster();
    // A command that used it meanwhile can have stopped it again.
    if (postmaster?.port === port) return postmaster;
  }
  if (Date.now() < until) return null;
  throw new EmbeddedPostgresError(
    `Another PostgreSQL is using ${cluster.data}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
  );
}

/**
 * Stops what a dead server or commands have left. False: it ended by itself, or its connections broke. Throws
 * {@link EmbeddedPostgresError} if a server or a command uses it.
 */
async function stopAbandoned({ dataDir, cluster }: Place, running: RunningPostgres, until: number): Promise<boolean> {
  try {
    if (running.startedBy === 'server' && !(await lockOutServers(running.client))) {
      throw new EmbeddedPostgresError(
        `Another Linekeeper is running on ${dataDir}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`,
      );
    }
    while (!(await lockOutCommands(running.client))) {
      if (Date.now() > until) {
        throw new EmbeddedPostgresError(
          `A linekeeper command is running on ${dataDir}. Start the server again when it has finished.`,
        );
      }
      await delay(POLL_MS);
    }
    // The locks are held until the database has stopped, so that no process starts to use it before that.
    await cluster.stop(running.pid);
    return true;
  } catch (error) {
    // The last command to use it can stop it at any time.
    if (error instanceof EmbeddedPostgresError || Date.now() > until) throw error;
    return false;
  } finally {
    await running.close();
  }
}

/** Stops what commands started, unless a command uses it. */
async function stopUnused(place: Place): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await delay(POLL_MS)) {
    const running = await findRunning(place.cluster, place.urlOn, until);
    if (!running) return;
    try {
      if (running.startedBy === 'command' && (await lockOutCommands(running.client))) {
        await place.cluster.stop(running.pid);
      }
      return;
    } catch (error) {
      // Meanwhile, another command has stopped it, because it was the last to use it. Or its connections broke.
      if (error instanceof EmbeddedPostgresError || Date.now() > until) throw error;
    } finally {
      await running.close();
    }
  }
}
