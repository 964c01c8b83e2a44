import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type DatabaseUrls, SEARCH_PATH, takeLock, withoutNames } from '@linekeeper/postgres';
import pg from 'pg';
import { followLinked } from './follow.ts';
import { readLegacyShape } from './legacy-shape.ts';
import { readLink } from './link/legacy-link.ts';
import { installTriggers, isInstalled, roleOf } from './link/link.ts';
import { workerSessionName } from './worker-session.ts';

/** How often the worker checks for changes of the legacy product. */
const FOLLOW_MS = 500;
/** How often a process checks whether a table was linked. */
const IDLE_MS = 2_000;

/** How long the last question can take when the process ends. */
const STOPPING_MS = 1_000;

export interface LegacyWorkerOptions {
  urls: DatabaseUrls;
  /** The key that encrypts provider secrets in this process. Commands must use the same. */
  keyId?: string | undefined;
  onError: (error: unknown) => void;
}

/**
 * Follows what the legacy product writes, while a table is linked. Every process can run one: they share the work. Returns how to
 * stop it.
 */
export function startLegacyWorker({ urls: { url }, keyId, onError }: LegacyWorkerOptions): () => Promise<void> {
  const name = workerSessionName(keyId);
  const stop = new AbortController();
  let client: pg.Client | null = null;
  const work = (async () => {
    while (!stop.signal.aborted) {
      const pause = await round(url).catch((error: unknown) => {
        onError(error);
        return IDLE_MS;
      });
      await delay(pause, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  async function round(address: string): Promise<number> {
    try {
      if (!client) {
        client = new pg.Client({
          connectionString: address,
          application_name: name,
          keepAlive: true,
        });
        client.on('error', () => {});
        await client.connect();
        // The address can have a name of its own, which wins over the option.
        await client.query(`SET search_path = ${SEARCH_PATH}`);
        await client.query("SELECT set_config('application_name', $1, false)", [name]);
      }
      const link = await readLink(client);
      if (!link?.isActive) return IDLE_MS;
      // Without names, so that it also works through a pooler in transaction mode.
      const followed = await followLinked(withoutNames(client));
      return followed === null ? IDLE_MS : FOLLOW_MS;
    } catch (error) {
      await client?.end().catch(() => {});
      client = null;
      throw error;
    }
  }
  return async () => {
    stop.abort();
    // If PostgreSQL is frozen, neither the current question nor the end of the connection is ever answered.
    const timer = setTimeout(() => client && socketOf(client).destroy(), STOPPING_MS);
    await work;
    await client?.end().catch(() => {});
    clearTimeout(timer);
  };
}

function socketOf(client: pg.Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

/** A command has ended the link since it was read, so nothing must be installed. */
class LinkEnded extends Error {}

/** Locks the link until the transaction ends, so that no command ends it meanwhile. */
async function keepActive(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM linekeeper.legacy_links WHERE contracted_at IS NULL FOR UPDATE');
  if (rowCount === 0) throw new LinkEnded();
}

/**
 * Installs missing or outdated parts of an active link again, for example after a reset of the legacy schema or an upgrade of
 * Linekeeper.
 */
export async function refreshLegacyLink({ ownerUrl, url }: DatabaseUrls): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'linekeeper takeover' });
  await client.connect();
  try {
    await client.query(`SET search_path = ${SEARCH_PATH}`);
    const link = await readLink(client);
    if (!link?.isActive) return;
    const shape = await readLegacyShape(client);
    if (await isInstalled(client, shape)) return;
    // Several servers can start at the same time.
    await takeLock(client, 'migrator');
    if (await isInstalled(client, shape)) return;
    await installTriggers(client, shape, roleOf(url), () => keepActive(client)).catch((error: unknown) => {
      if (!(error instanceof LinkEnded)) throw error;
    });
  } finally {
    await client.end();
  }
}
