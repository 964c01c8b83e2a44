import { setTimeout as delay } from 'node:timers/promises';
import { createKeyRing, type EncryptionKey } from '@linekeeper/core';
import type pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { LINK_KNOWN_MS } from './legacy-organizations.ts';
import { lockPlaces, RowInUse, whenRowIsFree } from './legacy-row.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { installTriggers } from './link/link.ts';
import { registerTenants } from './register.ts';
import { reserveLines } from './reserve-lines.ts';
import { restoreDetails } from './restore-details.ts';
import { close, restoreIdle } from './restore-idle.ts';
import { restoreNumber } from './restore-number.ts';
import { readRestoredTenants } from './restored-tenant.ts';
import { stageLegacy } from './staging.ts';

/** Companies in one transaction. It's short, because their requests wait for it. */
const BATCH = 100;

export interface RestoreOptions {
  servingRole: string;
  /** The servers' keys: settings that were saved since are written back with their secrets. */
  encryptionKeys: readonly EncryptionKey[];
  /** Called after each batch. */
  onRestored?: (done: number, total: number) => void;
}

/** What a company has in Linekeeper, and the legacy table hasn't, because it was changed there, too, or can't store it. */
export interface RestoreConflict {
  tenantId: string;
  /** The names of details and settings; "number": census lists it; "row": the legacy table doesn't have the company. */
  fields: string[];
}

export interface RestoreAnswer {
  /** Companies whose rows were written. */
  restored: number;
  conflicts: RestoreConflict[];
}

/**
 * Undoes `contract`: links the table again, and writes the changes that were made in Linekeeper since into it (numbers,
 * details and settings). A value is written only if the legacy table still has the one that `contract` left there. Others are
 * conflicts, and what the legacy product has stored stays. What `contract` removed comes back. Companies that the legacy product created or deleted
 * since are registered or deleted. It can be run again.
 */
export async function restoreLegacy(
  client: pg.Client,
  shape: LegacyShape,
  options: RestoreOptions,
): Promise<RestoreAnswer> {
  if (!shape.isContracted && !shape.isRestoring) {
    if (!shape.isLinked)
      throw new LegacyStorageError("linekeeper contract hasn't ended a link, so nothing was changed");
    return { restored: 0, conflicts: await findConflicts(client) };
  }
  await installTriggers(client, shape, options.servingRole, async () => {
    await client.query(
      'UPDATE linekeeper.legacy_links SET restores_from = contracted_at WHERE contracted_at IS NOT NULL',
    );
  });
  // Servers that don't know yet that the table is linked still write details and settings to our own tables.
  await delay(LINK_KNOWN_MS * 1.5);
  await recordNewTenants(client, shape);
  const restored = await restoreTenants(client, shape, options);
  await registerTenants(client, shape);
  await stageLegacy(client, { ...shape, isLinked: true }, {});
  await reserveLines(client, shape);
  await inTransaction(client, () =>
    client.query(`
      DELETE FROM linekeeper.legacy_endings WHERE conflicts = '{}';
      UPDATE linekeeper.legacy_links SET restores_from = NULL`),
  );
  return { restored, conflicts: await findConflicts(client) };
}

/**
 * Companies that were registered after `contract`: the legacy table has none of what they saved in Linekeeper. A company's name
 * came with the sign-in from the legacy product, until somebody changed it in Linekeeper.
 */
async function recordNewTenants(client: pg.Client, { sql }: LegacyShape): Promise<void> {
  await client.query(`
    INSERT INTO linekeeper.legacy_endings (tenant_id, name, is_new)
    SELECT own.id, coalesce((
      SELECT n.before #>> '{}' FROM linekeeper.settings_events n
      WHERE n.tenant_id = own.id AND n.setting = 'NAME' ORDER BY n.id LIMIT 1
    ), own.name), true
    FROM linekeeper.tenants own
    WHERE (own.created_at >= (SELECT restores_from FROM linekeeper.legacy_links)
        OR EXISTS (SELECT FROM ${sql.table} AS t WHERE ${sql.idText} = own.id))
      AND NOT EXISTS (SELECT FROM linekeeper.legacy_endings e WHERE e.tenant_id = own.id)`);
}

/** Returns how many rows were written. */
async function restoreTenants(
  client: pg.Client,
  shape: LegacyShape,
  { encryptionKeys, onRestored = () => {} }: RestoreOptions,
): Promise<number> {
  const ring = createKeyRing(encryptionKeys);
  const written = new Set<string>();
  const restore = async (id: string, isLast: boolean) => {
    const answer = await inTransaction(client, () => restoreTenant(client, shape, id, { ring, isLast }));
    if (answer === 'WRITTEN') written.add(id);
    return answer;
  };
  const { rows: totals } = await client.query<{ total: number }>(
    'SELECT count(*)::int AS total FROM linekeeper.legacy_endings WHERE conflicts IS NULL',
  );
  let done = 0;
  let waiting: string[] = [];
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT tenant_id AS id FROM linekeeper.legacy_endings WHERE tenant_id > $1 AND conflicts IS NULL ORDER BY tenant_id LIMIT ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    const ids = rows.map(({ id }) => id);
    const restored = await inTransaction(client, () => restoreIdle(client, shape, ids, { ring }));
    for (const id of ids) {
      const step = restored.get(id);
      if (step === 'WRITTEN') written.add(id);
      const answer =
        step ??
        (await restore(id, false).catch((error: unknown) => {
          if (error instanceof RowInUse) return 'WAITING';
          throw error;
        }));
      if (answer === 'WAITING') waiting.push(id);
    }
    done += ids.length;
    onRestored(done, totals[0]?.total ?? done);
  }
  // First the rows that were in use, because others can wait for the lines that they have.
  for (const isLast of [false, true]) {
    const now = waiting;
    waiting = [];
    for (const id of now) if ((await whenRowIsFree(() => restore(id, isLast))) === 'WAITING') waiting.push(id);
  }
  return written.size;
}

/** WAITING: another row still has the line, which can be the row of a company that held it before. */
export type RestoreStep = 'WRITTEN' | 'SAME' | 'WAITING';

export interface TenantOptions {
  ring: ReturnType<typeof createKeyRing>;
  /** Every other row is written. */
  isLast: boolean;
}

async function restoreTenant(
  client: pg.Client,
  shape: LegacyShape,
  id: string,
  { ring, isLast }: TenantOptions,
): Promise<RestoreStep> {
  await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [id]);
  // A server that already knows the link can change the company's details at the same time.
  await client.query('SELECT FROM linekeeper.legacy_endings WHERE tenant_id = $1 FOR UPDATE', [id]);
  // From now on, the legacy product's next change of this row waits, and is followed afterwards.
  const places = await lockPlaces(client, shape.link, id);
  const tenant = (await readRestoredTenants(client, [id])).get(id);
  if (!tenant) return 'SAME';
  if (!places) {
    // The legacy product has deleted it. The worker that follows changes deletes it here, too.
    if (!tenant.isNew)
      await client.query(`INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ($1, 'FOLLOW')`, [id]);
    await close(client, [{ id, conflicts: tenant.isNew ? ['row'] : [] }]);
    return 'SAME';
  }
  const number = await restoreNumber(client, shape, { id, tenant, places, isLast });
  if (number.step === 'WAITING') return 'WAITING';
  const details = await restoreDetails(client, shape, { id, tenant, ring });
  await close(client, [{ id, conflicts: [...(number.isDisputed ? ['number'] : []), ...details.conflicts] }]);
  return details.isWritten ? 'WRITTEN' : number.step;
}

async function findConflicts(client: pg.Client): Promise<RestoreConflict[]> {
  const { rows } = await client.query<RestoreConflict>(
    `SELECT tenant_id AS "tenantId", conflicts AS fields FROM linekeeper.legacy_endings WHERE conflicts <> '{}' ORDER BY tenant_id`,
  );
  return rows;
}
