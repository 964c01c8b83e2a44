import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { tryLock } from '../advisory-lock.ts';
import type { DatabaseUrls } from '../database-urls.ts';
import { isPooled } from '../pooler.ts';
import { SEARCH_PATH, withSettings } from '../search-path.ts';
import { applyScript } from './apply-script.ts';
import { invalidIndexes } from './concurrent-index.ts';
import { grantRows, grantTimeouts } from './grants.ts';
import { MigrationError, MigrationsRefused } from './migration-error.ts';
import { readMigrations } from './migration-files.ts';
import { type MigrationPlan, planMigrations } from './migration-plan.ts';
import type { Blocked } from './migration-site.ts';
import { openSchemaEngine } from './schema-engine.ts';

const POLL_MS = 200;
const PATIENCE_MS = 180_000;
const APPLICATION = 'linekeeper migrate';

/** The migrators' lock belongs to a session, and the settings of a script would affect other clients. */
const POOLED =
  'Migrations need a direct connection, but this address is a connection pooler. Set DATABASE_OWNER_URL to the address of PostgreSQL.';

export interface MigrateOptions {
  /** Connects as the role that owns the tables. */
  ownerUrl: string;
  /** Connects as the role that serves requests. It can use the rows, but doesn't own the tables. */
  url?: string;
  /** Gives the role that serves requests this limit for a statement, in milliseconds, if the owner is allowed to. */
  servingStatementMs?: number | undefined;
  /** The folder of the migrations. Default: the checked-in ones. */
  migrationsDir?: string;
  /** How long a migration waits for blocking transactions before it gives up. Default: three minutes. */
  patienceMs?: number;
  /** Called once if this migrator waits for another one. */
  onWait?: () => void;
  /** Called when a migration begins. */
  onApply?: (migration: string) => void;
  /** Called each time a migration stops and waits for blocking transactions. */
  onBlocked?: (blocked: Blocked) => void;
}

export interface AppliedMigration {
  name: string;
  milliseconds: number;
}

/** What was done to a database. */
export interface MigrateResult {
  applied: AppliedMigration[];
  /** Tables that the role that serves requests couldn't use before. */
  granted: readonly string[];
}

/**
 * Applies the checked-in migrations while requests are served. Throws {@link MigrationError}. If the database isn't as the
 * migrations need it, nothing has been changed.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const { ownerUrl, url = ownerUrl, onWait } = options;
  const owner = await connect(ownerUrl);
  try {
    if (await isPooled(owner)) throw new MigrationError(POOLED);
    await waitForTurn(owner, onWait);
    const plan = await planMigrations(owner, { url, folder: options.migrationsDir });
    if (plan.problems.length > 0) throw new MigrationsRefused(plan.problems);
    const applied = plan.pending.length === 0 ? [] : await apply(owner, plan, options);
    await refuseInvalid(owner);
    await grantRows(owner, url);
    await grantTimeouts(owner, url, options.servingStatementMs);
    return { applied, granted: plan.withoutRights };
  } finally {
    await owner.end();
  }
}

/** What {@link migrate} would do now, or why it would refuse. Changes nothing. */
export async function previewMigrations({ ownerUrl, url }: DatabaseUrls): Promise<MigrationPlan> {
  const owner = await connect(ownerUrl);
  try {
    return await planMigrations(owner, { url });
  } finally {
    await owner.end();
  }
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: APPLICATION });
  // If the connection is lost, the next query fails.
  client.on('error', () => {});
  await client.connect();
  // Not as a parameter of the connection, because a pooler refuses that before we can detect the pooler.
  await client.query(`SET search_path = ${SEARCH_PATH}`);
  return client;
}

/**
 * Polls, because a blocking lock holds a snapshot, and CREATE INDEX CONCURRENTLY of the other migrator would wait for that
 * snapshot.
 */
async function waitForTurn(owner: pg.Client, onWait: (() => void) | undefined): Promise<void> {
  for (let first = true; !(await tryLock(owner, 'migrator')); first = false) {
    if (first) onWait?.();
    await delay(POLL_MS);
  }
}

async function apply(owner: pg.Client, plan: MigrationPlan, options: MigrateOptions): Promise<AppliedMigration[]> {
  const { ownerUrl, patienceMs = PATIENCE_MS, onApply, onBlocked } = options;
  if (!(await schemaExists(owner))) await owner.query('CREATE SCHEMA linekeeper');
  const pool = new pg.Pool({
    // For the engine, which doesn't qualify names. The scripts run on the owner's connection and don't depend on it.
    connectionString: withSettings(ownerUrl, { search_path: 'linekeeper' }),
    application_name: APPLICATION,
    max: 1,
  });
  pool.on('error', () => {});
  const applied: AppliedMigration[] = [];
  const run = async (script: string) => {
    const migration = plan.pending.find((pending) => pending.script === script);
    // The engine also runs scripts of its own.
    if (!migration) return void (await pool.query(script));
    onApply?.(migration.name);
    const started = performance.now();
    await applyScript({ owner, pool, patienceMs, onBlocked }, migration);
    applied.push({ name: migration.name, milliseconds: Math.round(performance.now() - started) });
  };
  try {
    using engine = await openSchemaEngine(pool, await readMigrations(options.migrationsDir), run);
    // We hold the migrators' lock, so the process that started these has ended. Their scripts weren't applied.
    for (const name of plan.unfinished) await engine.markRolledBack(name);
    await engine.applyMigrations();
    return applied;
  } finally {
    await pool.end();
  }
}

async function schemaExists(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ exists: boolean }>(`SELECT to_regnamespace('linekeeper') IS NOT NULL AS exists`);
  return rows[0]?.exists ?? false;
}

async function refuseInvalid(owner: pg.Client): Promise<void> {
  const [invalid] = await invalidIndexes(owner);
  if (!invalid) return;
  throw new MigrationError(
    `The index "${invalid}" is invalid, so it allows duplicates. Run REINDEX INDEX CONCURRENTLY linekeeper."${invalid}", then start again.`,
  );
}
