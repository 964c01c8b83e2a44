import { type Cause, releaseLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { countDecisions, describeDecisions, forgetDecisions } from '../decision-records.ts';
import { followChanges, followTenant, queuedTenants, type WrittenRows } from '../follow.ts';
import { inTransaction } from '../in-transaction.ts';
import { readPlaces, withoutMirror } from '../legacy-places.ts';
import type { LegacyShape } from '../legacy-shape.ts';
import { LegacyStorageError } from '../legacy-storage-error.ts';
import { numbersOf } from '../legacy-tenant.ts';
import { recordEndings, recordNewEndings } from '../record-endings.ts';
import { stageLegacy } from '../staging.ts';
import { removeTriggers } from './link.ts';
import { rememberLink } from './remembered-link.ts';
import { NotReady, untilReady } from './until-ready.ts';

/** Companies in one transaction. */
const BATCH = 500;
/** How many companies' last changes are handled while the legacy product's writes wait. */
const LAST = 50;
/** How often ending the link is retried if companies keep changing their numbers. */
const TRIES = 100;
const PAUSE_MS = 100;

interface Held {
  tenant_id: string;
  e164: PhoneNumber;
}

export interface UnlinkOptions {
  /** Also if decisions weren't undone. They stay, and what companies had before is forgotten. */
  keepDecisions?: boolean;
}

/**
 * Ends the link and leaves no trace of it. The legacy table stays as it is. Lines that it has are released here, so
 * that the next link finds the same state as the first one. Lines that only Linekeeper has keep their holders. It can
 * be run again. Throws {@link LegacyStorageError}, and changes nothing, if that would lose what only the records of
 * decisions have. Returns the companies whose legacy rows it has written, because it follows the last changes.
 */
export async function unlinkLegacy(
  client: pg.Client,
  shape: LegacyShape,
  { cause, keepDecisions = false }: UnlinkOptions & { cause: Cause },
): Promise<WrittenRows> {
  const written: WrittenRows = new Set();
  if (shape.isContracted)
    throw new LegacyStorageError('linekeeper contract has ended the link. Run linekeeper legacy restore first');
  if (!shape.isLinked) {
    await removeTriggers(client, () => forget(client));
    return written;
  }
  if (!keepDecisions) await refuseDecisions(client);
  await recordEndings(client, shape);
  await noteLines(client);
  await returnLines(client, shape, cause);
  const attempt = async () => {
    // Servers keep following changes, so companies can get lines while this runs.
    await followChanges(client, shape.link, written);
    for (const held of await newLines(client)) await inTransaction(client, () => returnNew(client, shape, held, cause));
    await endLink(client, shape, { cause, written });
  };
  await untilReady(attempt, { tries: TRIES, pauseMs: PAUSE_MS, busy: BUSY });
  return written;
}

async function refuseDecisions(client: pg.Client): Promise<void> {
  const companies = await countDecisions(client);
  if (companies === 0) return;
  throw new LegacyStorageError(
    `Nothing was changed: ${describeDecisions(companies)}.\nRun linekeeper legacy revert --all first. To keep the decisions and forget what was before, add --keep-decisions`,
  );
}

const BUSY = 'The link was not ended: companies keep changing numbers. Run this again';

async function forget(client: pg.Client): Promise<void> {
  await client.query(`
    DELETE FROM linekeeper.legacy_links;
    DELETE FROM linekeeper.legacy_queue;
    DELETE FROM linekeeper.line_reservations;
    DELETE FROM linekeeper.refused_claims`);
}

/** Remembers the lines that are held before the legacy table is read. The others are looked at one by one. */
async function noteLines(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE legacy_noted AS SELECT tenant_id, e164, claimed_at FROM linekeeper.lines;
    CREATE INDEX ON legacy_noted (tenant_id);
    ANALYZE legacy_noted`);
}

/**
 * Releases the lines that companies also have in the legacy table, and reserves them for these companies, as before the
 * move.
 */
async function returnLines(client: pg.Client, shape: LegacyShape, cause: Cause): Promise<void> {
  await stageLegacy(client, shape, {});
  for (let after = -1; ; ) {
    const { rows } = await client.query<Held & { position: string }>(
      `SELECT tenant_id, position, held_e164 AS e164 FROM legacy_staged
       WHERE position > $1 AND held_e164 IN (column_e164, config_e164) ORDER BY position LIMIT ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    await inTransaction(client, () => release(client, rows, cause));
    after = Number(last.position);
  }
}

async function release(client: pg.Client, held: readonly Held[], cause: Cause): Promise<void> {
  await withoutMirror(client);
  const pairs = { tenantIds: held.map((row) => row.tenant_id), phoneNumbers: held.map((row) => row.e164) };
  const released = await releaseLines(client, { ...pairs, cause });
  await client.query(
    `INSERT INTO linekeeper.line_reservations (e164, tenant_id)
     SELECT e164, tenant_id FROM unnest($1::text[], $2::text[]) AS pairs (e164, tenant_id)
     WHERE tenant_id = ANY($3::text[]) ON CONFLICT DO NOTHING`,
    [pairs.phoneNumbers, pairs.tenantIds, released],
  );
}

/** Lines that weren't noted yet. */
async function newLines(client: pg.Client, limit?: number): Promise<Held[]> {
  const { rows } = await client.query<Held>(
    `SELECT n.tenant_id, n.e164 FROM linekeeper.lines n
     WHERE NOT EXISTS (SELECT FROM legacy_noted s
       WHERE s.tenant_id = n.tenant_id AND s.e164 = n.e164 AND s.claimed_at = n.claimed_at) LIMIT $1`,
    [limit ?? null],
  );
  return rows;
}

/** Releases the line if the legacy table has it. Otherwise, only Linekeeper has it, and it's noted. */
async function returnNew(client: pg.Client, { link }: LegacyShape, held: Held, cause: Cause): Promise<void> {
  const places = await readPlaces(client, link, held.tenant_id);
  if (places && numbersOf(places.column, places.config).includes(held.e164)) return release(client, [held], cause);
  await client.query(
    'INSERT INTO legacy_noted SELECT tenant_id, e164, claimed_at FROM linekeeper.lines WHERE tenant_id = $1',
    [held.tenant_id],
  );
}

/** Ends it in one transaction. Throws {@link NotReady}, and the link stays, if too much has happened meanwhile. */
async function endLink(
  client: pg.Client,
  shape: LegacyShape,
  { cause, written }: { cause: Cause; written: WrittenRows },
): Promise<void> {
  await removeTriggers(client, async () => {
    await recordNewEndings(client, shape);
    await client.query(`LOCK TABLE ${shape.sql.table} IN SHARE ROW EXCLUSIVE MODE`);
    const queued = await queuedTenants(client, LAST + 1);
    if (queued.length > LAST) throw new NotReady();
    for (const id of queued) await followTenant(client, shape.link, id, written);
    await client.query('DELETE FROM legacy_noted WHERE tenant_id = ANY($1::text[])', [queued]);
    const held = await newLines(client, 2 * LAST + 1);
    if (held.length > 2 * LAST) throw new NotReady();
    for (const one of held) await returnNew(client, shape, one, cause);
    await forget(client);
    await forgetDecisions(client);
    await rememberLink(client, shape.link);
  });
}
