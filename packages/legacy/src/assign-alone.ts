import { assignLine, type OwnerContext, releaseLines } from '@linekeeper/core';
import type { CountryCode, PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import type { AssignAnswer, Assignment, Loser } from './assign.ts';
import { connectOwner } from './connect-owner.ts';
import { inTransaction } from './in-transaction.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { readLink, readLinkState } from './link/legacy-link.ts';
import { whileAlone } from './while-alone.ts';

type Decision = Omit<Assignment, 'actor'>;

export const ENDED =
  'The link to the legacy table has ended (linekeeper contract), so no number is in dispute and nothing was changed. To change the line of a company in Linekeeper: linekeeper assign <number> <tenant> --overrule --reason <text>';

/** Throws {@link LegacyStorageError} if `contract` has ended the link. */
export async function refuseIfEnded(operator: OwnerContext): Promise<void> {
  const { client } = await connectOwner(operator);
  try {
    const link = await readLink(client);
    if (link && !link.isActive) throw new LegacyStorageError(ENDED);
  } finally {
    await client.end();
  }
}

/**
 * Decides which company holds a line after `contract`. That changes Linekeeper alone: the legacy table isn't read or written,
 * and its columns can be gone. Null, and nothing was changed: a table is linked, or none was linked before. `read` gets the
 * country of the link. Throws {@link LegacyStorageError} without `overrule`.
 */
export async function assignAlone(
  operator: OwnerContext,
  read: (country: CountryCode | null) => Decision,
): Promise<{ answer: AssignAnswer; phoneNumber: PhoneNumber | null } | null> {
  const { client, owner } = await connectOwner(operator);
  try {
    const state = await readLinkState(client);
    const link = await readLink(client);
    if (!link || link.isActive) return null;
    const decision = { ...read(link.country), actor: owner.cause.actor };
    if (!decision.overrule) throw new LegacyStorageError(ENDED);
    const answer = await whileAlone(client, state, () => inTransaction(client, () => decide(client, decision)));
    return { answer, phoneNumber: decision.phoneNumber };
  } finally {
    await client.end();
  }
}

async function decide(client: Queryable, { phoneNumber, tenantId, reason, actor }: Assignment): Promise<AssignAnswer> {
  const { rows } = await client.query<{ name: string; line: PhoneNumber | null }>(
    `SELECT name, (SELECT e164 FROM linekeeper.lines WHERE tenant_id = $1) AS line FROM linekeeper.tenants WHERE id = $1 FOR UPDATE`,
    [tenantId],
  );
  const [tenant] = rows;
  if (!tenant) return { outcome: 'NO_TENANT' };
  const { name: tenantName, line } = tenant;
  if (line === phoneNumber) return { outcome: 'SAME', tenantName, hasChanged: false };
  const cause = { actor, reason };
  const losers = phoneNumber === null ? [] : await findHolder(client, phoneNumber);
  if (phoneNumber !== null) await assignLine(client, { tenantId, phoneNumber, cause });
  else if (line !== null) await releaseLines(client, { tenantIds: [tenantId], phoneNumbers: [line], cause });
  return { outcome: phoneNumber === null ? 'DROPPED' : 'ASSIGNED', tenantName, losers };
}

async function findHolder(client: Queryable, phoneNumber: PhoneNumber): Promise<Loser[]> {
  const { rows } = await client.query<Omit<Loser, 'phoneNumber'>>(
    `SELECT t.id AS "tenantId", t.name AS "tenantName"
     FROM linekeeper.lines n JOIN linekeeper.tenants t ON t.id = n.tenant_id WHERE n.e164 = $1`,
    [phoneNumber],
  );
  return rows.map((row) => ({ ...row, phoneNumber }));
}
