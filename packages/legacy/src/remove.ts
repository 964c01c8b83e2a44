import type { OwnerContext } from '@linekeeper/core';
import type pg from 'pg';
import { connectOwner } from './connect-owner.ts';
import { connectedServers, describeServers, isInUse } from './connected-servers.ts';
import { countDecisions, describeDecisions } from './decision-records.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { type LegacyLink, readLink, readLinkState } from './link/legacy-link.ts';
import { briefly, roleOf } from './link/link.ts';
import { OnlyOurs } from './only-ours.ts';
import { whileAlone } from './while-alone.ts';

export interface RemoveOptions {
  /** Where the legacy table is. Absent: as in the last link, otherwise as the legacy system names it. */
  link?: Partial<LegacyLink>;
  /** Also delete lines and records that nothing else has. */
  deleteLines?: boolean;
}

/**
 * Removes everything of Linekeeper from the database. Throws {@link LegacyStorageError}, and changes nothing, if that would lose what
 * only Linekeeper has, or while a server is connected or used. Also works with pending migrations. NOTHING: it's already removed.
 */
export async function removeLinekeeper(
  operator: OwnerContext,
  options: RemoveOptions = {},
): Promise<'REMOVED' | 'NOTHING'> {
  const { client, owner } = await connectOwner(operator);
  try {
    const state = await readLinkState(client);
    return await whileAlone(client, state, async () => {
      const { rows } = await client.query<{ there: boolean }>(
        `SELECT to_regnamespace('linekeeper') IS NOT NULL AS there`,
      );
      if (!rows[0]?.there) return 'NOTHING';
      await removeSchema(client, roleOf(owner.urls.url), options);
      return 'REMOVED';
    });
  } finally {
    await client.end();
  }
}

async function removeSchema(
  client: pg.Client,
  servingRole: string,
  { link = {}, deleteLines = false }: RemoveOptions,
): Promise<void> {
  await refuseLinked(client);
  const servers = await connectedServers(client, servingRole);
  if (servers.length > 0)
    throw new LegacyStorageError(
      `Nothing was removed: a server is connected to this database: ${describeServers(servers)}.\nStop it first, and the programs that use Linekeeper. If a connection pooler keeps these sessions, close them there`,
    );
  if (await isInUse(client)) throw new LegacyStorageError(IN_USE);
  const lines = deleteLines ? null : await OnlyOurs.read(client, link);
  if (!deleteLines) await refuseDecisions(client);
  await lines?.refuse();
  await briefly(client, async () => {
    // A server can have started since.
    await lines?.lock();
    await lines?.refuse();
    await client.query('DROP SCHEMA IF EXISTS linekeeper CASCADE');
  });
}

const IN_USE =
  "Nothing was removed: a program uses Linekeeper at this moment, on connections that can't be told apart from those of your product (for example, createLinekeeper with your product's own pool). Stop it first";

/** While a table is linked, or its link has only been ended by `contract`, Linekeeper has what people have changed last. */
async function refuseLinked(client: pg.Client): Promise<void> {
  const link = await readLink(client);
  if (!link) return;
  const before = link.isActive
    ? 'linekeeper legacy unlink'
    : 'linekeeper legacy restore, then linekeeper legacy unlink';
  throw new LegacyStorageError(
    `Nothing was removed: Linekeeper still has changes that your product needs. Run ${before} first`,
  );
}

async function refuseDecisions(client: pg.Client): Promise<void> {
  const companies = await countDecisions(client);
  if (companies === 0) return;
  throw new LegacyStorageError(
    `Nothing was removed: ${describeDecisions(companies)}.\nRun linekeeper legacy link, linekeeper legacy revert --all and linekeeper legacy unlink first. To delete these records, add --delete-lines`,
  );
}
