import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { watchBlockers } from './blocker-watch.ts';
import { type Blocker, describeBlocker, haveEnded } from './blockers.ts';
import { buildConcurrentIndex } from './concurrent-index.ts';
import { MigrationError } from './migration-error.ts';
import type { Migration } from './migration-files.ts';
import { concurrentIndex } from './migration-script.ts';
import type { MigrationSite } from './migration-site.ts';

/** A pending ACCESS EXCLUSIVE lock blocks every later query, so this limits how long requests can stall. */
const LOCK_TIMEOUT_MS = 500;
/** A statement that takes longer, including its wait for a lock, would also make requests wait. */
const STATEMENT_TIMEOUT_MS = 1_000;
const SLOW_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 10_000;
const LOOK_MS = 50;

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
const STATEMENT_TIMED_OUT = '57014';

/** Runs a migration's script while requests are served. */
export async function applyScript(site: MigrationSite, migration: Migration): Promise<void> {
  const index = concurrentIndex(migration.script);
  if (index) await buildConcurrentIndex(site, migration, index);
  else await applyInOneTransaction(site, migration);
}

/** Not `retry`: it waits for named transactions to end, limits the total time, and stops earlier if statements are slow. */
async function applyInOneTransaction(site: MigrationSite, migration: Migration): Promise<void> {
  const { owner, pool, patienceMs, onBlocked } = site;
  const text = withRecord(owner, migration);
  const started = Date.now();
  let backoff = 0;
  for (let attempt = 1, slow = 0; ; attempt++) {
    const watch = await watchBlockers(site);
    const failure = await withTimeouts(owner, () => owner.query(text)).then(() => null, codeOrThrow);
    const blockers = await watch.stop();
    if (failure === null) return;
    if (failure === STATEMENT_TIMED_OUT && ++slow >= SLOW_ATTEMPTS) throw tooSlow(migration.name);
    if (Date.now() - started >= patienceMs) throw blockedError(migration.name, patienceMs, blockers);
    onBlocked?.({ migration: migration.name, attempt, blockers });
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 1.5 ** backoff) * (0.5 + Math.random());
    backoff = (await pause(pool, blockers, pauseMs)) ? 0 : backoff + 1;
  }
}

/** The script and its record, as one transaction: if the process ends in the middle, neither is stored. */
function withRecord(owner: pg.Client, { name, script }: Migration): string {
  return `${script}
    ; UPDATE linekeeper._prisma_migrations SET finished_at = clock_timestamp()
      WHERE migration_name = ${owner.escapeLiteral(name)} AND finished_at IS NULL AND rolled_back_at IS NULL`;
}

async function withTimeouts(owner: pg.Client, work: () => Promise<unknown>): Promise<void> {
  await owner.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}; SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
  try {
    await work();
  } finally {
    // If the connection is lost, `work` has thrown that error already.
    await owner.query('RESET lock_timeout; RESET statement_timeout').catch(() => {});
  }
}

/** Returns the code of a temporary failure. Throws any other failure. */
function codeOrThrow(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === LOCK_NOT_AVAILABLE || code === DEADLOCK || code === STATEMENT_TIMED_OUT) return code;
  throw error;
}

/** Lets other queries run first. Returns true if the blocking transactions have ended, so that it's time to try again. */
async function pause(pool: pg.Pool, blockers: readonly Blocker[], pauseMs: number): Promise<boolean> {
  for (const until = Date.now() + pauseMs; Date.now() < until; ) {
    await delay(LOOK_MS);
    if (blockers.length > 0 && (await haveEnded(pool, blockers))) return true;
  }
  return false;
}

function blockedError(migration: string, patienceMs: number, blockers: readonly Blocker[]): MigrationError {
  const named = blockers.map(describeBlocker).join(', ');
  const inTheWay = named || 'nothing in pg_stat_activity; check pg_prepared_xacts';
  const [first] = blockers;
  const end = first ? `in its program or with SELECT pg_terminate_backend(${first.pid})` : 'with ROLLBACK PREPARED';
  return new MigrationError(
    `The migration ${migration} waited ${Math.round(patienceMs / 1000)} s for other transactions to end, and nothing of it was applied. Blocked by: ${inTheWay}. End the transaction ${end}, then migrate again.`,
  );
}

function tooSlow(migration: string): MigrationError {
  return new MigrationError(
    `The migration ${migration} was stopped ${SLOW_ATTEMPTS} times after ${STATEMENT_TIMEOUT_MS} ms, because requests have to wait for it. Nothing of it was applied. Try again when the database is less busy.`,
  );
}
