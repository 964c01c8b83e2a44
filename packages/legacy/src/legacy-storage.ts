import { Refused } from '@linekeeper/command';
import { authorizeOwner, type OwnerContext, type OwnerHandle } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { releaseLock, SEARCH_PATH, tryLock, withSettings } from '@linekeeper/postgres';
import pg from 'pg';
import { type AssignAnswer, type Assignment, assignLegacy } from './assign.ts';
import { type BackfillOptions, type BackfillResult, backfillLegacy } from './backfill.ts';
import { contestedLines } from './contested-lines.ts';
import { type ContractAnswer, type ContractOptions, contractLegacy } from './contract.ts';
import { followChanges } from './follow.ts';
import { type LegacyEntry, legacyEntries } from './legacy-entries.ts';
import { type LegacyShape, readLegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { type LegacyLink, readLinkState } from './link/legacy-link.ts';
import { briefly, linkLegacy, roleOf } from './link/link.ts';
import { unlinkLegacy } from './link/unlink.ts';
import { type RestoreAnswer, restoreLegacy } from './restore.ts';
import { type RevertOutcome, revertTenant, type SettledQuery, settledTenants } from './revert.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';
import { tryAssignments } from './try-assignments.ts';

/** A decision of the operator. */
export type Decision = Omit<Assignment, 'actor'>;

/** The legacy table where companies' numbers are stored, for the commands of the operator. */
export interface LegacyStorage extends AsyncDisposable {
  readonly shape: LegacyShape;
  /** Reads and classifies every company. Changes nothing. Also works before the first migration. */
  census(options?: StagingOptions): Promise<LegacyCounts>;
  /** The entries of the last census, link or backfill that can't be moved, a page at a time. */
  entries(): AsyncGenerator<LegacyEntry[]>;
  /** As {@link contestedLines}, by the last census. */
  contestedLines(lines: readonly PhoneNumber[]): Promise<Set<PhoneNumber>>;
  /** As {@link linkLegacy}. */
  link(options?: StagingOptions): Promise<LegacyCounts>;
  /** Ends the link. Nothing of it is left in the legacy table. */
  unlink(): Promise<void>;
  /** As {@link followChanges}; the server does it by itself. */
  follow(): Promise<number>;
  /** As {@link backfillLegacy}. */
  backfill(options?: Omit<BackfillOptions, 'cause'>): Promise<BackfillResult>;
  /** As {@link assignLegacy}. */
  assign(assignment: Decision): Promise<AssignAnswer>;
  /** As {@link tryAssignments}. */
  tryAssignments(
    assignments: readonly Decision[],
    onTried: (done: number) => void,
  ): Promise<(AssignAnswer | LegacyStorageError)[]>;
  /** The companies that {@link revert} can change. */
  settledTenants(query?: SettledQuery): Promise<string[]>;
  /** As {@link revertTenant}. */
  revert(tenantId: string): Promise<RevertOutcome>;
  /** As {@link contractLegacy}. */
  contract(options?: Omit<ContractOptions, 'encryptionKeys'>): Promise<ContractAnswer>;
  /** As {@link restoreLegacy}. */
  restore(): Promise<RestoreAnswer>;
  /** Removes everything of Linekeeper from the database. */
  remove(): Promise<void>;
}

/**
 * Opens it as the role that owns our tables, if the caller has the permission. Throws {@link LegacyStorageError} if the legacy
 * table doesn't exist.
 */
export async function openLegacyStorage(
  operator: OwnerContext,
  wanted: Partial<LegacyLink> = {},
): Promise<LegacyStorage> {
  const owner = await authorizeOwner(operator, 'platform:operate');
  const { ownerUrl } = owner.urls;
  const client = new pg.Client({
    // The role's time limits for requests are too short to read a million companies.
    connectionString: withSettings(ownerUrl, {
      search_path: SEARCH_PATH,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 0,
      // Rows that a policy hides are an error, and not companies that don't exist.
      row_security: 'off',
    }),
    application_name: 'linekeeper takeover',
    keepAlive: true,
  });
  // If the connection breaks, the running query fails. Without a handler, the event would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const state = await readLinkState(client);
    return legacyStorage(client, { shape: await readLegacyShape(client, wanted), state }, owner);
  } catch (error) {
    await client.end();
    throw error;
  }
}

function legacyStorage(
  client: pg.Client,
  { shape, state }: { shape: LegacyShape; state: string | null },
  { cause, urls, encryptionKeys }: OwnerHandle,
): LegacyStorage {
  const { actor } = cause;
  const servingRole = roleOf(urls.url);
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!shape.isCurrent)
      throw new LegacyStorageError('The database has pending migrations. Run linekeeper migrate first');
    return whileAlone(client, state, work);
  };
  const linked = async <T>(work: () => Promise<T>): Promise<T> => {
    if (shape.isMigrated && !shape.isLinked) throw new LegacyStorageError(NOT_LINKED);
    return restored(work);
  };
  /** `restore` compares with what `contract` left, so nothing else is changed until it has ended. */
  const restored = async <T>(work: () => Promise<T>): Promise<T> => {
    if (shape.isRestoring) throw new LegacyStorageError(NOT_RESTORED);
    return alone(work);
  };
  return {
    shape,
    census: (options = {}) => stageLegacy(client, shape, options),
    entries: () => legacyEntries(client, shape),
    contestedLines: (lines) => contestedLines(client, lines),
    link: (options = {}) => restored(() => linkLegacy(client, shape, { ...options, servingRole })),
    unlink: () => restored(() => unlinkLegacy(client, shape, cause)),
    follow: () => linked(() => followChanges(client, shape.link)),
    backfill: (options = {}) => linked(() => backfillLegacy(client, shape, { ...options, cause })),
    assign: (assignment) => linked(() => assignLegacy(client, shape, { ...assignment, actor })),
    tryAssignments: (decisions, onTried) =>
      linked(() =>
        tryAssignments(
          client,
          shape,
          decisions.map((decision) => ({ ...decision, actor })),
          onTried,
        ),
      ),
    settledTenants: (query) => linked(() => settledTenants(client, query)),
    revert: (tenantId) => linked(() => revertTenant(client, shape, tenantId, cause)),
    contract: (options = {}) =>
      restored(async () => contractLegacy(client, shape, { ...options, encryptionKeys: await encryptionKeys() })),
    restore: () =>
      alone(async () => restoreLegacy(client, shape, { servingRole, encryptionKeys: await encryptionKeys() })),
    // Also with pending migrations, or if an earlier run has removed everything and didn't see it.
    remove: () => whileAlone(client, state, () => removeSchema(client, shape)),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const NOT_RESTORED = 'linekeeper legacy restore was interrupted. Run it again first';

const LINK_CHANGED = 'Another command has just changed the link, so nothing was changed. Run this again';

const NOT_LINKED = 'No legacy table is linked. Run linekeeper legacy link first';

/** Another backfill, assign or contract is at work on this database. */
class TakeoverBusyError extends Refused {
  override name = 'TakeoverBusyError';

  constructor() {
    super(
      'Another backfill, assign or contract is running on this database. Wait until it has finished, then run this again',
    );
  }
}

/**
 * Runs `work` while no other takeover command runs. The lock is released even if the process crashes. Throws
 * {@link LegacyStorageError} if another command has changed the link since it was read.
 */
async function whileAlone<T>(client: pg.Client, state: string | null, work: () => Promise<T>): Promise<T> {
  if (!(await tryLock(client, 'takeover'))) throw new TakeoverBusyError();
  try {
    if ((await readLinkState(client)) !== state) throw new LegacyStorageError(LINK_CHANGED);
    return await work();
  } finally {
    await releaseLock(client, 'takeover');
  }
}

/** While a table is linked, or its link has only been ended by `contract`, Linekeeper has what people have changed last. */
async function removeSchema(client: pg.Client, { isLinked, isContracted }: LegacyShape): Promise<void> {
  const before = isContracted ? 'linekeeper legacy restore, then linekeeper legacy unlink' : 'linekeeper legacy unlink';
  if (isLinked || isContracted)
    throw new LegacyStorageError(
      `Nothing was removed: Linekeeper still has changes that your product needs. Run ${before} first`,
    );
  await briefly(client, async () => void (await client.query('DROP SCHEMA IF EXISTS linekeeper CASCADE')));
}
