import { type Actor, assignLine, moveLines, recordTaken, releaseLines } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { standingOf } from './decision-standing.ts';
import { followTenant } from './follow.ts';
import { inTransaction } from './in-transaction.ts';
import { both, type PlaceValues, withoutMirror, writePlaces } from './legacy-places.ts';
import { lockPlaces, whenRowIsFree } from './legacy-row.ts';
import type { LegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { numbersOf } from './legacy-tenant.ts';
import { settle } from './settle.ts';

export interface Assignment {
  /** Null: the company gets no number, and what is in the legacy table is removed. */
  phoneNumber: PhoneNumber | null;
  tenantId: string;
  /** Stored with the decision. */
  reason: string;
  /**
   * Decide even if that takes a line from a company that holds it, if the company has nothing to do with the line, or if the
   * same was decided before and the company has changed its number since.
   */
  overrule: boolean;
  actor: Actor;
}

/** A company that holds a number, and since when. */
export interface Holder {
  tenantId: string;
  tenantName: string;
  phoneNumber: PhoneNumber;
  claimedAt: Date;
}

/** A company that loses a line by a decision for another company. */
export interface Loser {
  tenantId: string;
  tenantName: string;
  phoneNumber: PhoneNumber;
}

/**
 * SAME: nothing was changed, because it's so already, or because the same was decided before and nothing is in dispute.
 * `hasChanged`: the company has changed its number since then. HELD_BY_ANOTHER, HOLDS_ANOTHER, NOT_THEIRS (the company
 * has nothing to do with the line): nothing was changed, because that needs `overrule`.
 */
export type AssignAnswer =
  | { outcome: 'ASSIGNED' | 'DROPPED'; tenantName: string; losers: Loser[] }
  | { outcome: 'SAME'; tenantName: string; hasChanged: boolean }
  | { outcome: 'NO_TENANT' }
  | { outcome: 'NOT_THEIRS'; tenantName: string }
  | { outcome: 'HELD_BY_ANOTHER' | 'HOLDS_ANOTHER'; holder: Holder };

/**
 * Decides which company holds a line. The others that have it in the legacy table lose it there. What all of them had is
 * recorded, so that `revert` can put it back.
 */
export function assignLegacy(client: pg.Client, shape: LegacyShape, assignment: Assignment): Promise<AssignAnswer> {
  return whenRowIsFree(() => inTransaction(client, () => decideAssignment(client, shape, assignment)));
}

/** The same in the caller's transaction. */
export async function decideAssignment(
  client: pg.Client,
  shape: LegacyShape,
  assignment: Assignment,
): Promise<AssignAnswer> {
  const { phoneNumber, tenantId, reason, overrule, actor } = assignment;
  // What the legacy product has written since the dispute was listed counts, even if no server has followed it yet. The row
  // stays locked.
  await followTenant(client, shape.link, tenantId);
  await withoutMirror(client);
  const rivals = phoneNumber === null ? [] : await findRivals(client, phoneNumber, tenantId);
  const { rows } = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM linekeeper.tenants WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE',
    [[tenantId, ...rivals]],
  );
  const tenant = rows.find(({ id }) => id === tenantId);
  if (!tenant) return { outcome: 'NO_TENANT' };
  const holder = await findHolder(client, phoneNumber, tenantId);
  const places = await lockPlaces(client, shape.link, tenantId);
  const { wasDecided, isRecorded, isAsDecided, isInDispute, isTheirs } = await standingOf(
    client,
    assignment,
    places,
    shape,
  );
  if (!isInDispute && (isAsDecided || (wasDecided && !overrule)))
    return { outcome: 'SAME', tenantName: tenant.name, hasChanged: !isAsDecided };
  if (!isTheirs && !overrule) return { outcome: 'NOT_THEIRS', tenantName: tenant.name };
  if (holder && !overrule) {
    return { outcome: holder.tenantId === tenantId ? 'HOLDS_ANOTHER' : 'HELD_BY_ANOTHER', holder };
  }
  const cause = { actor, reason };
  const losers: Loser[] = [];
  if (phoneNumber !== null) {
    for (const { id, name } of rows) if (id !== tenantId) losers.push({ tenantId: id, tenantName: name, phoneNumber });
    if (holder && holder.tenantId !== tenantId && !rivals.includes(holder.tenantId)) losers.push(toLoser(holder));
  }
  const own = places ? numbersOf(places.column, places.config).filter((number) => number !== phoneNumber) : [];
  const lost = [...losers, ...own.map((number) => ({ tenantId, phoneNumber: number }))];
  // The losers first, because the legacy unique index allows each text only once.
  for (const loser of losers) await takeAway(client, shape, loser.tenantId, loser.phoneNumber, reason);
  const outcome = phoneNumber === null ? 'DROPPED' : 'ASSIGNED';
  // Only the others change if the company has what was decided before. The record of what it had before that stays.
  if (!isRecorded || !isAsDecided) await settle(client, tenantId, { outcome, phoneNumber, reason }, { shape, places });
  // After the records, which compare with the history.
  await recordTaken(client, {
    ...{ tenantIds: lost.map((one) => one.tenantId), phoneNumbers: lost.map((one) => one.phoneNumber) },
    cause,
  });
  if (phoneNumber === null) {
    if (holder) await releaseLines(client, { tenantIds: [tenantId], phoneNumbers: [holder.phoneNumber], cause });
  } else if (overrule) {
    await assignLine(client, { tenantId, phoneNumber, cause });
  } else {
    await moveLines(client, { tenantIds: [tenantId], phoneNumbers: [phoneNumber], cause, kind: 'ASSIGNED' });
    const taken = await findHolder(client, phoneNumber, tenantId);
    if (taken)
      throw new LegacyStorageError(
        'Another company claimed this line at the same moment. Nothing was changed. Run this again',
      );
  }
  await write(client, tenantId, both(phoneNumber));
  await client.query('DELETE FROM linekeeper.line_reservations WHERE tenant_id = $1 OR e164 = $2', [
    tenantId,
    phoneNumber,
  ]);
  await client.query('DELETE FROM linekeeper.refused_claims WHERE tenant_id = $1 OR e164 = $2', [
    tenantId,
    phoneNumber,
  ]);
  return { outcome, tenantName: tenant.name, losers };
}

const toLoser = ({ tenantId, tenantName, phoneNumber }: Holder): Loser => ({ tenantId, tenantName, phoneNumber });

/** Other companies that have the line in the legacy table. */
async function findRivals(client: pg.Client, phoneNumber: PhoneNumber, tenantId: string): Promise<string[]> {
  const { rows } = await client.query<{ tenant_id: string }>(
    'SELECT tenant_id FROM linekeeper.line_reservations WHERE e164 = $1 AND tenant_id <> $2 ORDER BY tenant_id',
    [phoneNumber, tenantId],
  );
  return rows.map((row) => row.tenant_id);
}

/** The conflicting holder: another company with this number, or the company itself with another number. */
async function findHolder(
  client: pg.Client,
  phoneNumber: PhoneNumber | null,
  tenantId: string,
): Promise<Holder | null> {
  const { rows } = await client.query<Holder>(
    `SELECT t.id AS "tenantId", t.name AS "tenantName", n.e164 AS "phoneNumber", n.claimed_at AS "claimedAt"
     FROM linekeeper.lines n JOIN linekeeper.tenants t ON t.id = n.tenant_id
     WHERE (n.e164 = $1 OR n.tenant_id = $2) AND NOT (n.e164 = $1 AND n.tenant_id = $2) IS TRUE
     ORDER BY n.e164 = $1 DESC FOR UPDATE OF n`,
    [phoneNumber, tenantId],
  );
  return rows[0] ?? null;
}

/** Removes a line from the places of a company. They get the line that it holds in Linekeeper, if it holds another one. */
async function takeAway(
  client: pg.Client,
  shape: LegacyShape,
  tenantId: string,
  phoneNumber: PhoneNumber,
  reason: string,
): Promise<void> {
  const places = await lockPlaces(client, shape.link, tenantId);
  const holds = (place: 'column' | 'config') =>
    places !== null && places[place].kind === 'NUMBER' && numbersOf(places[place])[0] === phoneNumber;
  const { rows } = await client.query<{ e164: PhoneNumber }>(
    'SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1 AND e164 <> $2',
    [tenantId, phoneNumber],
  );
  const kept = rows[0]?.e164 ?? null;
  const values = (number: PhoneNumber | null): PlaceValues => ({
    ...(holds('column') && { column: number }),
    ...(holds('config') && { config: number }),
  });
  await settle(client, tenantId, { outcome: 'LOST', phoneNumber, reason }, { shape, places });
  // If the legacy unique index rejects it, census lists the claim as refused.
  if (kept !== null && (await writePlaces(client, tenantId, values(kept))) === 'DONE') return;
  await write(client, tenantId, values(null));
}

async function write(client: pg.Client, tenantId: string, values: PlaceValues): Promise<void> {
  const answer = await writePlaces(client, tenantId, values);
  if (answer === 'DONE') return;
  throw new LegacyStorageError(
    answer === 'HELD'
      ? `Nothing was changed: another company has this number in the legacy column. Run linekeeper backfill, then linekeeper census`
      : `Nothing was changed: the legacy row of ${tenantId} is in use. Run this again`,
  );
}
