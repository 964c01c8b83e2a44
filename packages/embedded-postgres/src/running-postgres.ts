import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const POLL_MS = 50;
const ANSWER_MS = 5_000;
/** A setting of our own that PostgreSQL is started with. */
const STARTED_BY = 'linekeeper.started_by';

/** Who started a PostgreSQL. Commands stop only one that commands started. */
export type Starter = 'server' | 'command';

/** A running PostgreSQL that accepted our password and uses our data folder. */
export interface RunningPostgres {
  /** Connected as the owner, until {@link close}. */
  client: pg.Client;
  pid: number;
  port: number;
  startedBy: Starter;
  close(): Promise<void>;
}

/** The PostgreSQL settings that {@link RunningPostgres.startedBy} is read from. */
export function startedBySetting(starter: Starter): Record<string, string> {
  return { [STARTED_BY]: starter };
}

/**
 * The PostgreSQL that uses a data folder, or null if none does. Waits until `until` (milliseconds since the epoch) for
 * one that is starting, recovering or stopping. Throws {@link EmbeddedPostgresError} if a process could be that
 * PostgreSQL, but doesn't answer like ours.
 */
export async function findRunning(
  cluster: Cluster,
  urlOn: (port: number) => string,
  until: number,
): Promise<RunningPostgres | null> {
  for (;;) {
    const postmaster = await cluster.postmaster();
    if (!postmaster) return null;
    const { pid, port } = postmaster;
    const answer = port > 0 ? await ask(cluster, urlOn(port)) : "It hasn't written its port yet";
    if (typeof answer !== 'string') return { ...answer, pid, port };
    if (Date.now() > until) {
      throw new EmbeddedPostgresError(
        `The process ${pid} seems to be the PostgreSQL of ${cluster.folder}, but it didn't answer like one (${answer}). Nothing was changed. If it is PostgreSQL, stop it; if it is another program, remove ${join(cluster.data, 'postmaster.pid')}. Then try again.`,
      );
    }
    await delay(POLL_MS);
  }
}

/** Checks that the listening PostgreSQL is ours. If it isn't, returns what it answered. */
async function ask(cluster: Cluster, url: string): Promise<Omit<RunningPostgres, 'pid' | 'port'> | string> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'linekeeper start',
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  // If the connection is lost, the next query fails.
  client.on('error', () => {});
  const close = () => client.end().catch(() => {});
  try {
    await client.connect();
    if (await worksIn(client, cluster.data)) {
      const { rows } = await client.query<{ by: string | null }>('SELECT current_setting($1, true) AS by', [
        STARTED_BY,
      ]);
      return { client, startedBy: rows[0]?.by === 'command' ? 'command' : 'server', close };
    }
    await close();
    return 'it uses another data folder';
  } catch (error) {
    await close();
    return (error as Error).message;
  }
}

/** Whether the server sees a file that we put into the folder. The path alone could belong to a copy or a link. */
async function worksIn(client: pg.Client, data: string): Promise<boolean> {
  const name = `linekeeper-${randomUUID()}`;
  await writeFile(join(data, name), '', { flag: 'wx', mode: 0o600 });
  try {
    const { rows } = await client.query<{ seen: boolean }>('SELECT (pg_stat_file($1, true)).size IS NOT NULL AS seen', [
      name,
    ]);
    return rows[0]?.seen ?? false;
  } finally {
    await rm(join(data, name), { force: true });
  }
}
