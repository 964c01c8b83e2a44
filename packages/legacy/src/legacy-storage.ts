import { SEARCH_PATH, withSettings } from '@linekeeper/postgres';
import pg from 'pg';
import { type AssignAnswer, type Assignment, assignLegacy } from './assign.ts';
import { type BackfillOptions, type BackfillResult, backfillLegacy } from './backfill.ts';
import { type ContractAnswer, type ContractOptions, contractLegacy } from './contract.ts';
import { type LegacyEntry, legacyEntries } from './legacy-entries.ts';
import { type LegacyShape, readLegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';
import { whileAlone } from './takeover-lock.ts';

/** The two places where the legacy system stores companies' numbers. */
export interface LegacyStorage extends AsyncDisposable {
  /** Reads and classifies every company. Changes nothing. Also works before the first migration. */
  census(options?: StagingOptions): Promise<LegacyCounts>;
  /** What the last census or backfill found and can't move, a page at a time. */
  entries(): AsyncGenerator<LegacyEntry[]>;
  /** As {@link backfillLegacy}. */
  backfill(options?: BackfillOptions): Promise<BackfillResult>;
  /** As {@link assignLegacy}. */
  assign(assignment: Assignment): Promise<AssignAnswer>;
  /** As {@link contractLegacy}. */
  contract(options?: ContractOptions): Promise<ContractAnswer>;
}

/** Opens it as the role that owns the tables. Throws {@link LegacyStorageError} if there is no legacy table. */
export async function openLegacyStorage({ ownerUrl }: { ownerUrl: string }): Promise<LegacyStorage> {
  const client = new pg.Client({
    // What the role is given for requests would end a look at a million companies.
    connectionString: withSettings(ownerUrl, {
      search_path: SEARCH_PATH,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 0,
    }),
    application_name: 'linekeeper takeover',
    keepAlive: true,
  });
  // If the connection breaks, the running query fails. Without a handler, the event would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const shape = await readLegacyShape(client);
    if (!shape) throw new LegacyStorageError('This database has no table public.tenants. Check DATABASE_URL');
    return legacyStorage(client, shape);
  } catch (error) {
    await client.end();
    throw error;
  }
}

function legacyStorage(client: pg.Client, shape: LegacyShape): LegacyStorage {
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!shape.isMigrated) throw new LegacyStorageError('The database lacks migrations. Run linekeeper migrate first');
    return whileAlone(client, work);
  };
  return {
    census: (options = {}) => stageLegacy(client, shape, options),
    entries: () => legacyEntries(client, shape),
    backfill: (options = {}) => alone(() => backfillLegacy(client, shape, options)),
    assign: (assignment) => alone(() => assignLegacy(client, shape, assignment)),
    contract: (options = {}) => alone(() => contractLegacy(client, shape, options)),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
