import { setTimeout as delay } from 'node:timers/promises';
import {
  type AdvisoryLock,
  isLockAwaited,
  releaseAllLocks,
  releaseLock,
  takeLock,
  tryLock,
} from '@linekeeper/postgres';
import pg from 'pg';

/** The locks that show who uses an embedded database. */
type KeeperLock = Extract<AdvisoryLock, 'server' | 'commands'>;

const RETAKE_MS = 100;
/** Longer than a keeper needs to reconnect after the database accepts connections. */
const RETAKE_GRACE_MS = 2_000;

/**
 * A connection that holds an advisory lock. It ends with its process, even after a crash, so no lock outlives its holder.
 * If the connection is lost while the process is running, the lock is taken again. That happens if any backend is killed,
 * because PostgreSQL then ends all of them.
 */
export class Keeper {
  #client: pg.Client;
  #held = false;
  #ended = false;

  private constructor(
    private readonly url: string,
    private readonly lock: KeeperLock,
  ) {
    this.#client = this.#connection();
  }

  /** Waits for the lock. Throws if the database doesn't accept connections, or stops. */
  static async hold(url: string, lock: KeeperLock): Promise<Keeper> {
    const keeper = new Keeper(url, lock);
    await keeper.#take();
    return keeper;
  }

  /** From now on the lock isn't taken again if the connection is lost: the database is about to end. */
  retire(): void {
    this.#ended = true;
  }

  /** The lock is free after this has resolved. */
  async end(): Promise<void> {
    this.retire();
    // Without this, PostgreSQL releases the lock a moment after the connection has ended.
    if (this.#held) await releaseAllLocks(this.#client).catch(() => {});
    await this.#client.end().catch(() => {});
  }

  async #take(): Promise<void> {
    const client = this.#client;
    const lost = new Promise((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      await takeLock(client, this.lock, { shared: this.lock === 'commands' });
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
    // The handler of 'end' reconnects.
    client.on('error', () => {});
    return client;
  }
}

/** Takes the commands' lock exclusively until the connection ends. False if a command is running. */
export async function lockOutCommands(client: pg.Client): Promise<boolean> {
  return tryLock(client, 'commands');
}

/**
 * Takes the server's lock until the connection ends. False if a server is running. Its lock can be free for a moment after
 * its connection was lost. So if a process asks for the lock within {@link RETAKE_GRACE_MS}, it's a running server.
 */
export async function lockOutServers(client: pg.Client): Promise<boolean> {
  if (!(await tryLock(client, 'server'))) return false;
  for (const until = Date.now() + RETAKE_GRACE_MS; Date.now() < until; await delay(RETAKE_MS)) {
    if (await isLockAwaited(client, 'server')) {
      await releaseLock(client, 'server');
      return false;
    }
  }
  return true;
}
