import { Refused } from '@linekeeper/core';
import { driverError, retry } from '@linekeeper/postgres';
import type pg from 'pg';
import type { LegacyShape } from '../legacy-shape.ts';
import { registerCompanies } from '../register.ts';
import { reserveLines } from '../reserve-lines.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from '../staging.ts';
import { storeLink } from './legacy-link.ts';
import { LINK_FUNCTIONS, linkFunctions, SERVING_FUNCTIONS } from './link-functions.ts';

/** No legacy request waits longer behind the lock that installing or removing the trigger takes. */
const LOCK_TIMEOUT = '200ms';
const RETRIES = 100;

/** Links the legacy table, or links it again with other options. It can be run again. */
export async function linkLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { servingRole, ...options }: StagingOptions & { servingRole: string },
): Promise<LegacyCounts> {
  await installTriggers(client, shape, servingRole);
  await registerCompanies(client, shape);
  const linked = { ...shape, isLinked: true };
  const counts = await stageLegacy(client, linked, options);
  await reserveLines(client);
  // Lines that were claimed before the link are unknown to the legacy table.
  await client.query(
    `INSERT INTO linekeeper.legacy_queue (tenant_id, kind) SELECT tenant_id, 'MIRROR' FROM legacy_staged WHERE status = 'MISSING'`,
  );
  return counts;
}

/** Installs what an active link needs. If it's there, it's replaced. */
export async function installTriggers(client: pg.Client, shape: LegacyShape, servingRole: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_user AS name');
  const grantee = servingRole && servingRole !== rows[0]?.name ? client.escapeIdentifier(servingRole) : null;
  await briefly(client, async () => {
    await client.query(linkFunctions(shape));
    for (const name of LINK_FUNCTIONS) await client.query(`REVOKE ALL ON FUNCTION linekeeper.${name} FROM PUBLIC`);
    if (grantee) {
      for (const name of SERVING_FUNCTIONS)
        await client.query(`GRANT EXECUTE ON FUNCTION linekeeper.${name} TO ${grantee}`);
    }
    await storeLink(client, shape.link);
    await client.query(`
      CREATE OR REPLACE TRIGGER linekeeper_follow AFTER INSERT OR UPDATE OR DELETE ON ${shape.sql.table}
        FOR EACH ROW EXECUTE FUNCTION linekeeper.legacy_follow();
      CREATE OR REPLACE TRIGGER legacy_mirror AFTER INSERT OR DELETE ON linekeeper.lines
        FOR EACH ROW EXECUTE FUNCTION linekeeper.legacy_mirror()`);
  });
}

/** What installing needs for a trigger that is gone, for example after a forced reset of the legacy schema. */
export async function hasTriggers(client: pg.Client, { sql }: LegacyShape): Promise<boolean> {
  const { rows } = await client.query<{ triggers: number }>(
    `SELECT count(*)::int AS triggers FROM pg_trigger
     WHERE (tgname = 'linekeeper_follow' AND tgrelid = $1::regclass)
       OR (tgname = 'legacy_mirror' AND tgrelid = 'linekeeper.lines'::regclass)`,
    [sql.table],
  );
  return rows[0]?.triggers === 2;
}

/**
 * Removes the triggers and functions, in a transaction with `before`. The lines stay with those who hold them, and the
 * legacy table stays as it is.
 */
export async function removeTriggers(client: pg.Client, before: () => Promise<void>): Promise<void> {
  await briefly(client, async () => {
    await before();
    // With the functions go their triggers.
    for (const name of [...LINK_FUNCTIONS].reverse())
      await client.query(`DROP FUNCTION IF EXISTS linekeeper.${name} CASCADE`);
  });
}

/** Ends the link without a trace, apart from the companies and lines that are registered. */
export function unlinkLegacy(client: pg.Client): Promise<void> {
  return removeTriggers(client, async () => {
    await client.query(`
      DELETE FROM linekeeper.legacy_links;
      DELETE FROM linekeeper.legacy_queue;
      DELETE FROM linekeeper.line_reservations;
      DELETE FROM linekeeper.refused_claims`);
  });
}

/** One transaction that gives up its place in the queue for a lock, and tries again. */
export async function briefly(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const transaction = async () => {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
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
}

/** The role of an address, which is granted what it needs. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
