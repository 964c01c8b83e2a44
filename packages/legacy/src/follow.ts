import { type Cause, deleteTenantRow, releaseLine, type TenantId, takeLine } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { isDatabaseUnavailable, type Queryable, takeLockInTransaction } from '@linekeeper/postgres';
import { inTransaction } from './in-transaction.ts';
import { both, type LegacyPlaces, readPlaces, withoutMirror, writePlaces } from './legacy-places.ts';
import type { LegacyReading } from './legacy-reading.ts';
import { lockRow, RowInUse } from './legacy-row.ts';
import { numbersOf } from './legacy-tenant.ts';
import { type LegacyLink, readLink } from './link/legacy-link.ts';

/** Companies that are looked up at once. */
const PAGE = 2_000;

const CAUSE: Cause = { actor: { type: 'SYSTEM', id: null, name: 'legacy system' } };

type Names = Pick<LegacyLink, 'country' | 'configPath'>;

/** The companies whose legacy rows were written while changes were followed. */
export type WrittenRows = Set<string>;

/**
 * Applies what the legacy product wrote, and writes what couldn't be mirrored. Returns how many companies it looked at. A
 * company that fails stays queued, and the others don't wait for it. Throws its error at the end, unless its legacy row was just
 * in use.
 */
export function followChanges(client: Queryable, link: Names, written?: WrittenRows): Promise<number> {
  return followQueue(client, (tenantId) => followTenant(client, link, tenantId, written));
}

/** The link has ended, so nothing is followed any more. */
class LinkEnded extends Error {}

/**
 * The same for a server: commands can change or end the link at any moment. Each transaction reads the link, and no command changes
 * its options until it's committed. Returns null if no link is active any more.
 */
export async function followLinked(client: Queryable): Promise<number | null> {
  const follow = async (tenantId: string) => {
    await takeLockInTransaction(client, 'link', { shared: true });
    const link = await readLink(client);
    if (!link?.isActive) throw new LinkEnded();
    await followTenant(client, link, tenantId);
  };
  return followQueue(client, follow).catch((error: unknown) => {
    if (error instanceof LinkEnded) return null;
    throw error;
  });
}

async function followQueue(client: Queryable, follow: (tenantId: string) => Promise<void>): Promise<number> {
  // Entries that are put back, because a legacy row is in use, wait for the next call.
  const { rows: ends } = await client.query<{ end: string | null }>(
    'SELECT max(id) AS end FROM linekeeper.legacy_queue',
  );
  const end = ends[0]?.end;
  let done = 0;
  const failures = new Map<string, unknown>();
  while (end) {
    // In the order in which the numbers were written: if two companies save the same line, the first one gets it.
    const { rows } = await client.query<{ tenant_id: string }>(
      `SELECT tenant_id FROM linekeeper.legacy_queue WHERE id <= $1 AND tenant_id <> ALL($2::text[]) GROUP BY tenant_id
       ORDER BY coalesce(max(id) FILTER (WHERE column_changed OR config_changed), max(id)) LIMIT ${PAGE}`,
      [end, [...failures.keys()]],
    );
    if (rows.length === 0) break;
    for (const { tenant_id } of rows) {
      await inTransaction(client, () => follow(tenant_id)).catch((error: unknown) => {
        if (isDatabaseUnavailable(error) || error instanceof LinkEnded) throw error;
        failures.set(tenant_id, error instanceof RowInUse ? null : error);
      });
      done++;
    }
  }
  for (const error of failures.values()) if (error !== null) throw error;
  return done;
}

/** Companies that wait to be followed. */
export async function queuedTenants(client: Queryable, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT tenant_id AS id FROM linekeeper.legacy_queue LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}

interface Entries {
  followed: boolean;
  mirrored: boolean;
  column: boolean;
  config: boolean;
}

/**
 * Applies what is queued for a company, in the caller's transaction. The company, its line and its legacy row are locked before
 * the queue and the legacy row are read, so the last change always wins. Throws {@link RowInUse}.
 */
export async function followTenant(
  client: Queryable,
  link: Names,
  tenantId: string,
  written: WrittenRows = new Set(),
): Promise<void> {
  await withoutMirror(client);
  const before = await readPlaces(client, link, tenantId);
  if (before) {
    await client.query(
      `INSERT INTO linekeeper.tenants (id, name) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE tenants.name <> excluded.name`,
      [tenantId, before.name],
    );
  }
  await client.query('SELECT FROM linekeeper.tenants WHERE id = $1 FOR UPDATE', [tenantId]);
  const { rows: lines } = await client.query<{ e164: PhoneNumber }>(
    'SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1 FOR UPDATE',
    [tenantId],
  );
  const isLocked = await lockRow(client, tenantId);
  // The legacy product has deleted it since, and another server can have followed that.
  if (before && !isLocked) throw new RowInUse(tenantId);
  const { rows } = await client.query<Entries>(
    `WITH taken AS (DELETE FROM linekeeper.legacy_queue WHERE tenant_id = $1 RETURNING *)
     SELECT coalesce(bool_or(kind = 'FOLLOW'), false) AS followed, coalesce(bool_or(kind = 'MIRROR'), false) AS mirrored,
       coalesce(bool_or(column_changed), false) AS column, coalesce(bool_or(config_changed), false) AS config FROM taken`,
    [tenantId],
  );
  const entries = rows[0];
  if (!entries?.followed && !entries?.mirrored) return;
  const places = await readPlaces(client, link, tenantId);
  // The legacy product has created it since, so it can still change it.
  if (places && !isLocked) throw new RowInUse(tenantId);
  const line = lines[0]?.e164 ?? null;
  if (!places) {
    // The line is released by the same rules as if the company had been deleted here.
    if (entries.followed) await deleteTenantRow(client, tenantId as TenantId, { releaseNumber: true, cause: CAUSE });
  } else if (entries.column || entries.config) {
    await applyChange(client, { tenantId, places, line, entries, written });
  } else if (entries.mirrored) {
    await mirrorAgain(client, { tenantId, places, line, written });
  }
}

interface Change {
  tenantId: string;
  places: LegacyPlaces;
  line: PhoneNumber | null;
  entries: Entries;
  written: WrittenRows;
}

async function applyChange(client: Queryable, { tenantId, places, line, entries, written }: Change): Promise<void> {
  const { column, config } = places;
  const changed = [...(entries.column ? [column] : []), ...(entries.config ? [config] : [])];
  // The legacy product changed one place and left what we had written to the other.
  const rest = entries.column && entries.config ? null : entries.column ? 'config' : 'column';
  const numbers = numbersOf(...changed);
  const isUnclear = changed.some(({ kind }) => kind === 'UNREADABLE') || numbers.length > 1;
  const [wanted] = numbers;
  // The line that it holds doesn't need a reservation, and a reservation would make `contract` refuse.
  if (isUnclear)
    return reserveOnly(
      client,
      tenantId,
      numbersOf(column, config).filter((number) => number !== line),
    );
  if (wanted === undefined) return applyClearing(client, { tenantId, places, line, written }, rest);
  if (line === null && (await hasReservation(client, tenantId, wanted))) return;
  if (wanted !== line && !(await takeLine(client, { tenantId, phoneNumber: wanted, cause: CAUSE }))) {
    return reserveOnly(client, tenantId, [wanted]);
  }
  await reserveOnly(client, tenantId, []);
  if (rest && differs(places[rest], wanted)) await writeOrQueue(client, tenantId, { [rest]: wanted }, written);
}

async function applyClearing(
  client: Queryable,
  { tenantId, places, line, written }: Omit<Change, 'entries'>,
  rest: 'column' | 'config' | null,
): Promise<void> {
  if (line === null) return reserveOnly(client, tenantId, numbersOf(places.column, places.config));
  await releaseLine(client, { tenantId: tenantId as TenantId, cause: CAUSE });
  await reserveOnly(client, tenantId, []);
  if (rest && differs(places[rest], null)) await writeOrQueue(client, tenantId, { [rest]: null }, written);
}

function differs(reading: LegacyReading, wanted: PhoneNumber | null): boolean {
  return reading.kind === 'NUMBER' && reading.phoneNumber !== wanted;
}

async function mirrorAgain(
  client: Queryable,
  { tenantId, places: { column, config }, line, written }: Omit<Change, 'entries'>,
): Promise<void> {
  // The legacy product has cleared the number since, and an empty text of its own stays as it is.
  const isCleared = [column, config].every(({ kind }) => kind === 'NONE' || kind === 'BLANK');
  if (line === null && isCleared) return;
  const answer = await writeOrQueue(client, tenantId, both(line), written);
  if (answer === 'HELD') await noteRefusedClaim(client, tenantId, line);
}

/** The legacy unique index rejects the company's line. A person must decide whose line it is. */
export async function noteRefusedClaim(client: Queryable, tenantId: string, line: PhoneNumber | null): Promise<void> {
  if (line === null) return;
  await client.query('INSERT INTO linekeeper.refused_claims (e164, tenant_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    line,
    tenantId,
  ]);
}

async function writeOrQueue(
  client: Queryable,
  tenantId: string,
  values: Parameters<typeof writePlaces>[2],
  written: WrittenRows,
) {
  const answer = await writePlaces(client, tenantId, values);
  if (answer === 'DONE') written.add(tenantId);
  if (answer === 'FAILED') {
    await client.query(`INSERT INTO linekeeper.legacy_queue (tenant_id, kind) VALUES ($1, 'MIRROR')`, [tenantId]);
  }
  return answer;
}

async function hasReservation(client: Queryable, tenantId: string, phoneNumber: PhoneNumber): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM linekeeper.line_reservations WHERE e164 = $1 AND tenant_id = $2',
    [phoneNumber, tenantId],
  );
  return (rowCount ?? 0) > 0;
}

/** The company's reservations are exactly these from now on. */
async function reserveOnly(client: Queryable, tenantId: string, phoneNumbers: PhoneNumber[]): Promise<void> {
  await client.query(
    `WITH ended AS (DELETE FROM linekeeper.line_reservations WHERE tenant_id = $1 AND e164 <> ALL($2::text[]))
     INSERT INTO linekeeper.line_reservations (e164, tenant_id) SELECT unnest($2::text[]), $1 ON CONFLICT DO NOTHING`,
    [tenantId, phoneNumbers],
  );
}
