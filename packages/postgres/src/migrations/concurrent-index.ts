import type pg from 'pg';
import { driverError } from '../driver-error.ts';
import { retry } from '../retry.ts';
import { watchBlockers } from './blocker-watch.ts';
import type { Migration } from './migration-files.ts';
import { type ConcurrentIndex, indexDefinition } from './migration-script.ts';
import type { MigrationSite } from './migration-site.ts';

const DEADLOCK = '40P01';
const DEADLOCK_RETRIES = 4;
const NOTICE_MS = 5_000;

/** What exists with the name of an index: our complete index, our half-built index, something else, or nothing. */
type IndexState = 'BUILT' | 'INVALID' | 'OTHER' | 'NONE';

/**
 * Builds an index while people work. It waits for every earlier transaction, without a time limit, because requests don't
 * wait for it. First it drops a half-built index of an earlier attempt, because IF NOT EXISTS would accept that index
 * although it allows duplicates. If an earlier process has built the index but not recorded it, it counts as built.
 */
export async function buildConcurrentIndex(
  site: MigrationSite,
  migration: Migration,
  index: ConcurrentIndex,
): Promise<void> {
  const { owner } = site;
  await owner.query('SET lock_timeout = 0; SET statement_timeout = 0');
  try {
    let attempt = 0;
    const attemptOnce = async () => {
      attempt++;
      if ((await indexState(owner, index)) === 'BUILT') return;
      await dropInvalid(owner, index);
      try {
        await build(site, migration, attempt);
      } catch (error) {
        // If it can't be dropped now, the next attempt drops it.
        await dropInvalid(owner, index).catch(() => {});
        throw error;
      }
    };
    await retry(attemptOnce, { retries: DEADLOCK_RETRIES, when: (error) => driverError(error)?.code === DEADLOCK });
  } finally {
    await owner.query('RESET lock_timeout; RESET statement_timeout').catch(() => {});
  }
}

async function build(site: MigrationSite, { name, script }: Migration, attempt: number): Promise<void> {
  let lastNotice = Date.now() - NOTICE_MS;
  const watch = await watchBlockers(site, (blockers) => {
    if (Date.now() - lastNotice < NOTICE_MS) return;
    lastNotice = Date.now();
    site.onBlocked?.({ migration: name, attempt, blockers });
  });
  try {
    await site.owner.query(script);
  } finally {
    await watch.stop();
  }
}

async function dropInvalid(owner: pg.Client, index: ConcurrentIndex): Promise<void> {
  if ((await indexState(owner, index)) !== 'INVALID') return;
  await owner.query(`DROP INDEX CONCURRENTLY linekeeper.${owner.escapeIdentifier(index.name)}`);
}

/** What exists with the name of an index that should be built. */
export async function indexState(client: pg.Client, { name, table, definition }: ConcurrentIndex): Promise<IndexState> {
  const { rows } = await client.query<{ table: string | null; valid: boolean; definition: string }>(
    `SELECT t.relname AS table, coalesce(x.indisvalid AND x.indisready, false) AS valid,
       coalesce(pg_get_indexdef(x.indexrelid), '') AS definition
     FROM pg_class i
     LEFT JOIN pg_index x ON x.indexrelid = i.oid
     LEFT JOIN pg_class t ON t.oid = x.indrelid
     WHERE i.relname = $1 AND i.relnamespace = 'linekeeper'::regnamespace`,
    [name],
  );
  const [found] = rows;
  if (!found) return 'NONE';
  if (found.table !== table) return 'OTHER';
  if (!found.valid) return 'INVALID';
  return indexDefinition(found.definition) === definition ? 'BUILT' : 'OTHER';
}

/** Our invalid indexes: they allow duplicates. */
export async function invalidIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT i.relname AS name FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE i.relnamespace = 'linekeeper'::regnamespace AND NOT (x.indisvalid AND x.indisready)
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
