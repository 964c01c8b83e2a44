import { createHash } from 'node:crypto';
import { Refused } from '@linekeeper/command';
import { driverError, retry, takeLockInTransaction } from '@linekeeper/postgres';
import type pg from 'pg';
import { type LegacyShape, literal } from '../legacy-shape.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';
import { mirrorMissing } from '../mirror-missing.ts';
import { followDeletions } from '../record-endings.ts';
import { registerTenants } from '../register.ts';
import { reserveLines } from '../reserve-lines.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from '../staging.ts';
import { readLink, storeLink } from './legacy-link.ts';
import { linkFunctions } from './link-functions.ts';
import { refuseProtected } from './writable-columns.ts';

/** No legacy request waits longer behind the lock that installing or removing the trigger takes. */
const LOCK_TIMEOUT = '200ms';
const RETRIES = 100;

/** Links the legacy table, or links it again with other options. It can be run again. */
export async function linkLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { servingRole, ...options }: StagingOptions & { servingRole: string },
): Promise<LegacyCounts> {
  if (shape.isContracted && (await isSameTable(client, shape)))
    throw new LegacyStorageError('linekeeper contract has ended this link. Run linekeeper legacy restore');
  refuseProtected(shape.link);
  await installTriggers(client, shape, servingRole);
  await registerTenants(client, shape);
  await followDeletions(client, shape);
  const linked = { ...shape, isLinked: true };
  const counts = await stageLegacy(client, linked, options);
  await reserveLines(client, shape);
  // Lines that were claimed before the link are unknown to the legacy table.
  await mirrorMissing(client, shape);
  return counts;
}

async function isSameTable(client: pg.Client, { link }: LegacyShape): Promise<boolean> {
  const stored = await readLink(client);
  return stored?.schema === link.schema && stored.table === link.table;
}

/** Installs what an active link needs, in a transaction with `before`, and replaces what is there already. */
export async function installTriggers(
  client: pg.Client,
  shape: LegacyShape,
  servingRole: string,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_user AS name');
  const grantee = servingRole && servingRole !== rows[0]?.name ? client.escapeIdentifier(servingRole) : null;
  await briefly(client, async () => {
    await takeLockInTransaction(client, 'link');
    await before();
    const functions = linkFunctions(shape);
    await client.query(functions);
    await client.query(`COMMENT ON FUNCTION ${VERSIONED} IS ${literal(digestOf(functions))}`);
    for (const name of LINK_FUNCTIONS) await client.query(`REVOKE ALL ON FUNCTION linekeeper.${name} FROM PUBLIC`);
    if (grantee) {
      for (const name of SERVING_FUNCTIONS)
        await client.query(`GRANT EXECUTE ON FUNCTION linekeeper.${name} TO ${grantee}`);
    }
    await storeLink(client, shape.link);
    await client.query(`
      CREATE OR REPLACE TRIGGER linekeeper_follow AFTER INSERT OR UPDATE OR DELETE ON ${shape.sql.table}
        FOR EACH ROW EXECUTE FUNCTION linekeeper.legacy_follow();
      CREATE OR REPLACE TRIGGER linekeeper_follow_truncate BEFORE TRUNCATE ON ${shape.sql.table}
        FOR EACH STATEMENT EXECUTE FUNCTION linekeeper.legacy_follow();
      CREATE OR REPLACE TRIGGER legacy_mirror AFTER INSERT OR DELETE ON linekeeper.lines
        FOR EACH ROW EXECUTE FUNCTION linekeeper.legacy_mirror()`);
  });
}

/**
 * Whether everything is installed as this release installs it. Triggers can be missing, for example, after a forced reset of
 * the legacy schema. Functions can be those of an earlier release, or for other columns.
 */
export async function isInstalled(client: pg.Client, shape: LegacyShape): Promise<boolean> {
  const { rows } = await client.query<{ triggers: number; digest: string | null }>(
    `SELECT count(*)::int AS triggers, obj_description(to_regprocedure($2), 'pg_proc') AS digest FROM pg_trigger
     WHERE (tgname IN ('linekeeper_follow', 'linekeeper_follow_truncate') AND tgrelid = $1::regclass)
       OR (tgname = 'legacy_mirror' AND tgrelid = 'linekeeper.lines'::regclass)`,
    [shape.sql.table, VERSIONED],
  );
  return rows[0]?.triggers === 3 && rows[0].digest === digestOf(linkFunctions(shape));
}

/** Its comment says which text of the functions is installed. */
const VERSIONED = 'linekeeper.legacy_follow()';

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Removes the triggers and functions, in a transaction with `before`. The lines keep their holders, and the legacy
 * table stays as it is.
 */
export async function removeTriggers(client: pg.Client, before: () => Promise<void>): Promise<void> {
  await briefly(client, async () => {
    await before();
    // CASCADE also drops the functions' triggers.
    for (const name of [...LINK_FUNCTIONS].reverse())
      await client.query(`DROP FUNCTION IF EXISTS linekeeper.${name} CASCADE`);
  });
}

/**
 * Runs `work` in one transaction that gives up its place in the lock queue after a short wait, and tries again. Its locks
 * end before the disk or a standby confirms the commit, because legacy requests wait behind them. This function returns
 * after that confirmation.
 */
export async function briefly(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const transaction = async () => {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'; SET LOCAL synchronous_commit = off`);
      await work();
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  };
  const when = (error: unknown) => ['55P03', '40P01'].includes(driverError(error)?.code ?? '');
  await retry(transaction, { retries: RETRIES, when, pauseMs: 50, maxPauseMs: 500 }).catch((error: unknown) => {
    if (!when(error)) throw error;
    throw new Refused('A long transaction blocks the legacy table. Nothing was changed. Run this again later');
  });
  await client.query(CONFIRM_COMMITS);
}

/** A transaction that holds no lock, and that writes something, so that its commit waits for all commits before it. */
const CONFIRM_COMMITS = `SELECT pg_logical_emit_message(true, 'linekeeper', '')`;

/** The role of an address, which is granted what it needs. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** The functions and triggers, in the order in which they are created. */
const LINK_FUNCTIONS = [
  'legacy_config(jsonb, text[], jsonb)',
  'legacy_shown(jsonb, int)',
  'legacy_keep_secrets(jsonb, jsonb)',
  'legacy_write(text, boolean, text, boolean, jsonb)',
  'legacy_lock(text)',
  'legacy_mirror()',
  'legacy_follow()',
  'legacy_read(text)',
  'legacy_row(text)',
  'legacy_update(text, jsonb)',
] as const;

/** The functions that the serving role calls itself. */
const SERVING_FUNCTIONS = LINK_FUNCTIONS.filter((name) => /_(write|lock|read|row|update)\(/.test(name));
