import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrationNames, readMigrationFiles } from './migration-files.ts';
import { applyMigrations } from './schema-engine.ts';

/** Any number that nobody else uses: only one migrator works on a database at a time. */
const MIGRATOR_LOCK = 4_738_202;
const POLL_MS = 200;

export interface MigrateOptions {
  /** Connects as the role that owns the tables. */
  ownerUrl: string;
  /** Connects as the role that serves requests; it is granted the rows, never the tables. */
  url?: string;
  /** Told once where another migrator is at work and this one waits. */
  onWait?: () => void;
}

/** Brings the database to the checked-in migrations; answers the names of those that were applied now. */
export async function migrate({ ownerUrl, url = ownerUrl, onWait }: MigrateOptions): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'linekeeper migrate' });
  await owner.connect();
  try {
    await waitForTurn(owner, onWait);
    const applied = (await isMigrated(owner)) ? [] : await applyMigrations(ownerUrl, await readMigrationFiles());
    await grantRows(owner, url);
    return applied;
  } finally {
    await owner.end();
  }
}

/**
 * Polls, because a lock that is waited for holds a snapshot, and CREATE INDEX CONCURRENTLY of the one at work would
 * wait for that snapshot in turn.
 */
async function waitForTurn(owner: pg.Client, onWait: (() => void) | undefined): Promise<void> {
  for (let first = true; ; first = false) {
    const { rows } = await owner.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [MIGRATOR_LOCK]);
    if (rows[0]?.got) return;
    if (first) onWait?.();
    await delay(POLL_MS);
  }
}

/** Whether every checked-in migration has been applied. Newer ones, of a later release, do no harm. */
export async function isMigrated(client: pg.Client | pg.Pool): Promise<boolean> {
  const { rows: history } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (!history[0]?.there) return false;
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return (await migrationNames()).every((name) => applied.has(name));
}

async function grantRows(owner: pg.Client, url: string): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  const { rows } = await owner.query<{ me: string }>('SELECT current_user AS me');
  if (!role || role === rows[0]?.me) return;
  const to = owner.escapeIdentifier(role);
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO ${to};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${to};
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${to};
  `);
}
