import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseUrls } from '../database-urls.ts';
import { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const OWNER = 'linekeeper_owner';
const SERVER = 'linekeeper';
const DATABASE = 'linekeeper';
/** Any number that nobody else uses: the lock a living server holds on its embedded database. */
const KEEPER_LOCK = 4_738_201;

export interface EmbeddedPostgresOptions {
  /** Linekeeper's data folder; PostgreSQL's is `postgres` in it. */
  dataDir: string;
  /** A fixed port; a free one where absent. */
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

/**
 * Starts PostgreSQL in `dataDir`, making it first where it is empty. One whose server died is stopped and started
 * again; one with a living server is refused. Throws {@link EmbeddedPostgresError} in words.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true });
  const cluster = await Cluster.in(join(options.dataDir, 'postgres'));
  const passwords = await readPasswords(options.dataDir);
  const [data, program] = await Promise.all([cluster.dataVersion(), cluster.programVersion()]);
  if (data === null) await cluster.initialise(OWNER, passwords.owner);
  else if (data !== program) {
    throw new EmbeddedPostgresError(
      `The data in ${options.dataDir} was made by PostgreSQL ${data}, and this is PostgreSQL ${program}. Move the folder away to start anew, or dump it with version ${data} and load it into this one.`,
    );
  }

  const running = await cluster.runningPort();
  if (running !== null) {
    if (await hasLivingServer(addressOn(running, passwords), options.dataDir)) {
      throw new EmbeddedPostgresError(inUse(options.dataDir));
    }
    await cluster.stop();
  }
  const port = options.port ?? (await freePort());
  await cluster.start(port, { ...options.settings });
  try {
    const keeper = await keepAlive(addressOn(port, passwords), options.dataDir);
    await createRoles(keeper, passwords.server);
    return {
      ...urlsOn(port, passwords),
      takenOver: running !== null,
      stop: async () => {
        await keeper.end();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/**
 * The addresses of the PostgreSQL that a living server runs in `dataDir`; null where there is none, and whoever needs it
 * has to start it.
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<DatabaseUrls | null> {
  if (!existsSync(join(dataDir, 'postgres'))) return null;
  const cluster = await Cluster.in(join(dataDir, 'postgres'));
  const port = await cluster.runningPort();
  if (port === null) return null;
  const passwords = await readPasswords(dataDir);
  return (await hasLivingServer(addressOn(port, passwords), dataDir)) ? urlsOn(port, passwords) : null;
}

function urlsOn(port: number, passwords: Passwords): DatabaseUrls {
  const url = `postgres://${SERVER}:${passwords.server}@127.0.0.1:${port}/${DATABASE}`;
  return { url, ownerUrl: addressOn(port, passwords, DATABASE) };
}

function addressOn(port: number, passwords: Passwords, database = 'postgres'): string {
  return `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${database}`;
}

/** The connection whose advisory lock says that a server lives. The kernel ends it with the server, however it dies. */
async function keepAlive(url: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'linekeeper keeper', keepAlive: true });
  // The database going away shows in every request; here it must only not end the process.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [KEEPER_LOCK]);
  if (rows[0]?.got) return client;
  await client.end();
  throw new EmbeddedPostgresError(inUse(dataDir));
}

async function hasLivingServer(url: string, dataDir: string): Promise<boolean> {
  try {
    await (await keepAlive(url, dataDir)).end();
    return false;
  } catch (error) {
    // Anything else: it does not let anyone in any more, so no server is working with it.
    return error instanceof EmbeddedPostgresError;
  }
}

function inUse(dataDir: string): string {
  return `Another Linekeeper is running on ${dataDir}. Stop it, or set LINEKEEPER_DATA_DIR to another folder.`;
}

async function createRoles(owner: pg.Client, serverPassword: string): Promise<void> {
  const { rows } = await owner.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rows.length > 0) return;
  // The database last: where it is there, all is.
  await owner.query(`DROP ROLE IF EXISTS ${SERVER}`);
  await owner.query(`CREATE ROLE ${SERVER} LOGIN PASSWORD ${owner.escapeLiteral(serverPassword)}`);
  await owner.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
}

interface Passwords {
  owner: string;
  server: string;
}

async function readPasswords(dataDir: string): Promise<Passwords> {
  const file = join(dataDir, 'postgres-passwords.json');
  const made: Passwords = {
    owner: randomBytes(24).toString('base64url'),
    server: randomBytes(24).toString('base64url'),
  };
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return JSON.parse(await readFile(file, 'utf8')) as Passwords;
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
