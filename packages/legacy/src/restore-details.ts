import { isDeepStrictEqual } from 'node:util';
import { type createKeyRing, type TenantId, unsealSettings } from '@linekeeper/core';
import { driverError } from '@linekeeper/postgres';
import type pg from 'pg';
import { idOf, type LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import type { Details, RestoredTenant } from './restored-tenant.ts';
import { decodedObject, settingsOf, storableJson } from './settings-copy.ts';

/** PostgreSQL's largest integer. */
const UNLIMITED = 2_147_483_647;
/** What {@link unsealSettings} returns for a secret whose key is missing. */
const UNREADABLE = '••••••••';

interface Restored {
  id: string;
  tenant: RestoredTenant;
  ring: ReturnType<typeof createKeyRing>;
}

/** A detail or setting to write, as `legacy_update` expects it. */
interface Change {
  field: string;
  details?: Record<string, string | null>;
  set?: Record<string, unknown>;
  remove?: string[];
}

/** The legacy row, which the caller has locked. */
interface Row extends Details {
  settings: unknown;
}

/** What has to be written. `conflicts`: what the legacy product has changed, too, or the legacy table can't store. */
interface Plan {
  changes: Change[];
  conflicts: string[];
}

/** The details and settings that were changed in Linekeeper since `contract`, and that the legacy product hasn't changed, too. */
export function planDetails(shape: LegacyShape, restored: Restored, row: Row): Plan {
  const plan: Plan = { changes: [], conflicts: [] };
  const add = (change: Change, isKept: boolean) => {
    if (isKept) plan.changes.push(change);
    else plan.conflicts.push(change.field);
  };
  addDetails(shape, restored.tenant, row, add);
  addSettings(shape, restored, row, add);
  return plan;
}

/** Writes them. `conflicts`: see {@link planDetails}. */
export async function restoreDetails(
  client: pg.Client,
  shape: LegacyShape,
  restored: Restored,
): Promise<{ isWritten: boolean; conflicts: string[] }> {
  const row = (await readRows(client, shape, [restored.id])).get(restored.id);
  if (!row) throw new LegacyStorageError(`The legacy row of ${restored.id} was deleted. Run this again`);
  const { changes, conflicts } = planDetails(shape, restored, row);
  if (changes.length === 0) return { isWritten: false, conflicts };
  if (await write(client, restored.id, changes)) return { isWritten: true, conflicts };
  // The table rejects one of them, for example because it's too long.
  let isWritten = false;
  for (const change of changes) {
    if (await write(client, restored.id, [change])) isWritten = true;
    else conflicts.push(change.field);
  }
  return { isWritten, conflicts };
}

export async function readRows(
  client: pg.Client,
  shape: LegacyShape,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const { sql } = shape;
  const { rows } = await client.query<Omit<Row, 'settings'> & { id: string; settings: string | null }>(
    `SELECT one.id, ${sql.name} AS name, ${sql.location} AS location, ${sql.timezone} AS timezone, ${sql.settings}::text AS settings
     FROM unnest($1::text[]) AS one (id) JOIN ${sql.table} AS t ON ${sql.id} = ${idOf(shape, 'one.id')}`,
    [ids],
  );
  return new Map(
    rows.map(({ id, settings, ...row }) => [id, { ...row, settings: settings === null ? null : JSON.parse(settings) }]),
  );
}

type Add = (change: Change, isKept: boolean) => void;

function addDetails(
  { columns }: LegacyShape,
  { own, ended, isOurName, previousName }: RestoredTenant,
  row: Row,
  add: Add,
): void {
  if (own.name !== ended.name && isOurName && own.name !== row.name) {
    add({ field: 'name', details: { name: own.name } }, [ended.name, previousName].includes(row.name));
  }
  for (const field of ['location', 'timezone'] as const) {
    if (own[field] === ended[field] || own[field] === row[field]) continue;
    add({ field, details: { [field]: own[field] } }, columns.has(field) && row[field] === ended[field]);
  }
}

function addSettings({ link }: LegacyShape, { id, tenant, ring }: Restored, row: Row, add: Add): void {
  const [own, ended] = [tenant.ownSettings ?? {}, tenant.endedSettings ?? {}];
  const keys = Object.keys({ ...own, ...ended });
  const changed = keys.filter((key) => JSON.stringify(own[key]) !== JSON.stringify(ended[key]));
  if (changed.length === 0) return;
  const readable = (settings: Record<string, unknown>) => unseal(ring, id, pick(settings, changed));
  const [wanted, before] = [readable(own), readable(ended)];
  const isWritable = link.configColumn !== null && (row.settings === null || decodedObject(row.settings) !== null);
  const now = JSON.parse(storableJson(settingsOf(row.settings, link.configPath) ?? {})) as Record<string, unknown>;
  for (const key of changed) {
    if (isDeepStrictEqual(now[key], wanted[key])) continue;
    const { value, isWhole } = withNumberOf(row.settings, link.configPath, key, wanted[key]);
    const isKept = isWritable && isWhole && isDeepStrictEqual(now[key], before[key]);
    const change = value === undefined ? { remove: [key] } : { set: { [key]: value } };
    add({ field: `${link.configColumn ?? 'twilioConfig'}.${key}`, ...change }, isKept);
  }
}

/**
 * The setting within which the number is stored keeps the number that it has. Undefined: nothing is left. Not `isWhole`: the wanted
 * value has something else in the place of the number, or of an object that contains it.
 */
function withNumberOf(
  settings: unknown,
  path: readonly string[],
  key: string,
  wanted: unknown,
): { value: unknown; isWhole: boolean } {
  if (path.length === 1 || path[0] !== key) return { value: wanted, isWhole: true };
  let isWhole = true;
  const add = (value: unknown, stored: unknown, [first, ...rest]: readonly string[]): unknown => {
    const inner = first === undefined ? stored : decodedObject(stored)?.[first];
    if (inner === undefined) return value;
    const object = decodedObject(value);
    const isSame = first === undefined ? isDeepStrictEqual(value, stored) : object !== null;
    if (value !== undefined && value !== null && !isSame) isWhole = false;
    return first === undefined ? stored : { ...object, [first]: add(object?.[first], inner, rest) };
  };
  return { value: add(wanted, decodedObject(settings)?.[key], path.slice(1)), isWhole };
}

const pick = (settings: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => keys.includes(key)));

function unseal(ring: Restored['ring'], id: string, settings: Record<string, unknown>): Record<string, unknown> {
  const readable = unsealSettings(ring, id as TenantId, settings);
  if (Object.values(readable).includes(UNREADABLE))
    throw new LegacyStorageError(
      'Settings with secrets were saved in the meantime, and only the servers can read them. Set LINEKEEPER_SECRET to the same value as on the servers, then run this again',
    );
  return readable;
}

/** False: the legacy table rejects it, and nothing is written. */
async function write(client: pg.Client, id: string, changes: readonly Change[]): Promise<boolean> {
  const change = {
    ...Object.assign({}, ...changes.map(({ details }) => details)),
    ...{
      set: Object.assign({}, ...changes.map(({ set }) => set)),
      remove: changes.flatMap(({ remove = [] }) => remove),
    },
    ...{ others: {}, maxKeys: UNLIMITED, maxBytes: UNLIMITED },
  };
  await client.query('SAVEPOINT details');
  try {
    await client.query('SELECT linekeeper.legacy_update($1, $2::jsonb)', [id, storableJson(change)]);
    return true;
  } catch (error) {
    if (!isRefusedByTable(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT details');
    return false;
  }
}

/** The legacy table's types, constraints and triggers are its own: a name can be too long for its column, for example. */
export function isRefusedByTable(error: unknown): boolean {
  return /^(?:22|23|P0001)/.test(driverError(error)?.code ?? '');
}
