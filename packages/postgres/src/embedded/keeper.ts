import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** An advisory lock that says who works with an embedded database. Any numbers that nobody else uses. */
export const KEEPER_LOCKS = {
  /** Held by a living server. */
  server: 4_738_201,
  /** Shared by all commands at work; a process stops the database only if it holds the lock exclusively. */
  commands: 4_738_204,
} as const;

const RETAKE_MS = 100;
/** Longer than a keeper takes to be back once the database lets anyone in. */
const RETAKE_GRACE_MS = 2_000;

/**
 * A connection that holds an advisory lock. The kernel ends it with its process, however that dies, so no lock outlives
 * its holder. If the connection is lost while the process lives (when one backend is killed, PostgreSQL ends all of them),
 * the lock is taken again.
 */
export class Keeper {
  #client: pg.Client;
  #held = false;
  #ended = false;

  private constructor(
    private readonly url: string,
    private readonly statement: string,
  ) {
    this.#client = this.#connection();
  }

  /** Waits for the lock. Throws if the database lets nobody in, or ends. */
  static async hold(url: string, lock: keyof typeof KEEPER_LOCKS): Promise<Keeper> {
    const take = lock === 'server' ? 'pg_advisory_lock' : 'pg_advisory_lock_shared';
    const keeper = new Keeper(url, `SELECT ${take}(${KEEPER_LOCKS[lock]})`);
    await keeper.#take();
    return keeper;
  }

  /** The lock is free when this resolves. */
  async end(): Promise<void> {
    this.#ended = true;
    // Without it PostgreSQL frees the lock a moment after the connection has ended.
    if (this.#held) await this.#client.query('SELECT pg_advisory_unlock_all()').catch(() => {});
    await this.#client.end().catch(() => {});
  }

  async #take(): Promise<void> {
    const client = this.#client;
    const lost = new Promise((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      await client.query(this.statement);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.#held = true;
    void lost.then(() => {
      this.#held = false;
      return this.#retake();
    });
  }

  async #retake(): Promise<void> {
    while (!this.#ended) {
      this.#client = this.#connection();
      try {
        return await this.#take();
      } catch {
        await delay(RETAKE_MS, undefined, { ref: false });
      }
    }
  }

  #connection(): pg.Client {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'linekeeper keeper',
      keepAlive: true,
    });
    // The 'end' handler deals with a lost connection.
    client.on('error', () => {});
    return client;
  }
}

/** Takes the lock that commands share, alone and until the connection ends; false if a command is at work. */
export async function lockOutCommands(client: pg.Client): Promise<boolean> {
  return tryLock(client, KEEPER_LOCKS.commands);
}

/**
 * Takes the server's lock until the connection ends; false if a server lives. The lock of one that lives can be free for a
 * moment, after its connection was lost. So whoever comes for it within {@link RETAKE_GRACE_MS} is a living server.
 */
export async function lockOutServers(client: pg.Client): Promise<boolean> {
  if (!(await tryLock(client, KEEPER_LOCKS.server))) return false;
  for (const until = Date.now() + RETAKE_GRACE_MS; Date.now() < until; await delay(RETAKE_MS)) {
    const { rowCount } = await client.query(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
      [KEEPER_LOCKS.server],
    );
    if (rowCount) {
      await client.query('SELECT pg_advisory_unlock($1)', [KEEPER_LOCKS.server]);
      return false;
    }
  }
  return true;
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [key]);
  return rows[0]?.got ?? false;
}
