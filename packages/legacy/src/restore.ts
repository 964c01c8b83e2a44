import { setTimeout as delay } from 'node:timers/promises';
import { createKeyRing, type EncryptionKey, type TenantId, unsealSettings } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { noteRefusedClaim } from './follow.ts';
import { inTransaction } from './in-transaction.ts';
import { LINK_KNOWN_MS } from './legacy-organizations.ts';
import { both, type LegacyPlaces, readPlaces, writePlaces } from './legacy-places.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { numbersOf } from './legacy-tenant.ts';
import { installTriggers } from './link/link.ts';
import { registerTenants } from './register.ts';
import { reserveLines } from './reserve-lines.ts';
import { storableJson } from './settings-copy.ts';
import { stageLegacy } from './staging.ts';

const BATCH = 500;
/** PostgreSQL's largest integer. */
const UNLIMITED = 2_147_483_647;
/** What {@link unsealSettings} returns for a secret whose key is missing. */
const UNREADABLE = '••••••••';

export interface RestoreOptions {
  servingRole: string;
  /** The servers' keys: settings that were saved since are written back with their secrets. */
  encryptionKeys: readonly EncryptionKey[];
}

/** What has changed in Linekeeper since `contract`, and what `contract` removed. */
interface Tenant {
  line: PhoneNumber | null;
  wasEmptied: boolean;
  emptied: PhoneNumber | null;
  column_value: string | null;
  config_value: unknown;
  /** The company was part of the link when `contract` ended it. */
  wasLinked: boolean;
  details: Record<string, string | null>;
  before: Record<string, unknown> | null;
  settings: Record<string, unknown> | null;
}

/**
 * Undoes `contract`: links the table again, and writes the changes that were made in Linekeeper since into it (numbers,
 * details and settings). What hasn't changed stays as it is there, or gets its old text back if `contract` removed it.
 * Companies that the legacy product created or deleted since are registered or deleted. It can be run again.
 */
export async function restoreLegacy(client: pg.Client, shape: LegacyShape, options: RestoreOptions): Promise<number> {
  await installTriggers(client, shape, options.servingRole);
  // Servers that don't know yet that the table is linked still write details and settings to our own tables.
  await delay(LINK_KNOWN_MS * 1.5);
  const ring = createKeyRing(options.encryptionKeys);
  const unseal = (id: string, settings: Record<string, unknown>) => {
    const readable = unsealSettings(ring, id as TenantId, settings);
    if (Object.values(readable).includes(UNREADABLE))
      throw new LegacyStorageError(
        'Settings with secrets were saved in the meantime, and only the servers can read them. Set LINEKEEPER_SECRET to the same value as on the servers, then run this again',
      );
    return readable;
  };
  let restored = 0;
  const waiting: string[] = [];
  const restore = async (id: string, isLast: boolean) => {
    const answer = await inTransaction(client, () => restoreTenant(client, shape, id, { unseal, isLast }));
    if (answer === 'WAITING') waiting.push(id);
    if (answer === 'WRITTEN') restored++;
  };
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM linekeeper.tenants WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    for (const { id } of rows) await restore(id, false);
  }
  for (const id of waiting.splice(0)) await restore(id, true);
  await registerTenants(client, shape);
  await stageLegacy(client, { ...shape, isLinked: true }, {});
  await reserveLines(client, shape);
  return restored;
}

type Unseal = (id: string, settings: Record<string, unknown>) => Record<string, unknown>;

/** WAITING: another row still has the line, which can be the row of a company that held it before. */
type RestoreAnswer = 'WRITTEN' | 'SAME' | 'WAITING';

/** `isLast`: every other row is written. */
async function restoreTenant(
  client: pg.Client,
  shape: LegacyShape,
  id: string,
  { unseal, isLast }: { unseal: Unseal; isLast: boolean },
): Promise<RestoreAnswer> {
  await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [id]);
  // A server that already knows the link can change the company's details at the same time.
  await client.query('SELECT FROM linekeeper.legacy_endings WHERE tenant_id = $1 FOR UPDATE', [id]);
  const tenant = await readTenant(client, id);
  const places = tenant && (await readPlaces(client, shape.link, id));
  if (tenant && !places && tenant.wasLinked) {
    // The legacy product has deleted it. The worker that follows changes deletes it here, too.
    await client.query(`INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ($1, 'FOLLOW')`, [id]);
  }
  if (!tenant || !places) return 'SAME';
  const answer = await writeNumber(client, id, tenant, places, isLast);
  if (answer === 'WAITING') return answer;
  const isChanged = await writeDetails(client, id, tenant, unseal);
  await client.query('DELETE FROM linekeeper.legacy_endings WHERE tenant_id = $1', [id]);
  return isChanged ? 'WRITTEN' : answer;
}

/** Somebody set the name in Linekeeper. Otherwise, it came with a sign-in from the product, whose own row is newer. */
const IS_OUR_NAME = `EXISTS (
  SELECT FROM linekeeper.settings_events n WHERE n.tenant_id = own.id AND n.setting = 'NAME' AND n.after = to_jsonb(own.name)
)`;

async function readTenant(client: pg.Client, id: string): Promise<Tenant | null> {
  const { rows } = await client.query<Tenant>(
    `SELECT n.e164 AS line, coalesce(s.outcome = 'EMPTIED', false) AS "wasEmptied", s.e164 AS emptied, s.column_value,
       s.config_value, e.tenant_id IS NOT NULL AS "wasLinked",
       CASE WHEN e.tenant_id IS NULL THEN '{}' ELSE
         (CASE WHEN own.name <> e.name AND ${IS_OUR_NAME} THEN jsonb_build_object('name', own.name) ELSE '{}' END)
         || (CASE WHEN own.location IS DISTINCT FROM e.location THEN jsonb_build_object('location', own.location) ELSE '{}' END)
         || (CASE WHEN own.timezone IS DISTINCT FROM e.timezone THEN jsonb_build_object('timezone', own.timezone) ELSE '{}' END)
       END AS details,
       e.twilio_config AS before, CASE WHEN e.tenant_id IS NULL THEN NULL ELSE own.twilio_config END AS settings
     FROM linekeeper.tenants own LEFT JOIN linekeeper.lines n ON n.tenant_id = own.id
     LEFT JOIN linekeeper.legacy_settlements s ON s.tenant_id = own.id
     LEFT JOIN linekeeper.legacy_endings e ON e.tenant_id = own.id
     WHERE own.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

async function writeNumber(
  client: pg.Client,
  id: string,
  tenant: Tenant,
  places: LegacyPlaces,
  isLast: boolean,
): Promise<RestoreAnswer> {
  const { line, wasEmptied, emptied } = tenant;
  const stored = numbersOf(places.column, places.config);
  const isOld = wasEmptied && emptied === line;
  const isThere = stored.length === (line === null ? 0 : 1) && (line === null || stored[0] === line);
  const isSame = !isOld && isThere;
  const values = isOld ? { column: tenant.column_value, config: tenant.config_value ?? null } : both(line);
  const answer = isSame ? 'DONE' : await writePlaces(client, id, values);
  if (answer === 'HELD') {
    // What is in the column isn't the company's line any more, and another company can be waiting for it.
    const rest = isLast ? { column: null, config: line } : { column: null };
    if ((await writePlaces(client, id, rest)) !== 'DONE') throw notWritten(id);
    if (!isLast) return 'WAITING';
    await noteRefusedClaim(client, id, line);
  } else if (answer !== 'DONE') throw notWritten(id);
  if (wasEmptied) {
    await client.query(
      `UPDATE linekeeper.legacy_settlements SET outcome = 'MOVED', column_value = NULL, config_value = NULL WHERE tenant_id = $1`,
      [id],
    );
  }
  return isSame ? 'SAME' : 'WRITTEN';
}

const notWritten = (id: string) =>
  new LegacyStorageError(`The legacy row of ${id} can't be written now. Run this again`);

async function writeDetails(client: pg.Client, id: string, tenant: Tenant, unseal: Unseal): Promise<boolean> {
  const { details, before, settings } = tenant;
  const changed = Object.entries(settings ?? {}).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before?.[key]),
  );
  const removed = Object.keys(before ?? {}).filter((key) => tenant.wasLinked && !Object.hasOwn(settings ?? {}, key));
  if (Object.keys(details).length + changed.length + removed.length === 0) return false;
  const change = {
    ...details,
    ...{ set: unseal(id, Object.fromEntries(changed)), remove: removed, others: {} },
    ...{ maxKeys: UNLIMITED, maxBytes: UNLIMITED },
  };
  await client.query('SELECT linekeeper.legacy_update($1, $2::jsonb)', [id, storableJson(change)]);
  return true;
}
