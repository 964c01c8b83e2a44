import type { OwnerContext, OwnerHandle } from '@linekeeper/core';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type pg from 'pg';
import { type AssignAnswer, type Assignment, assignLegacy } from './assign.ts';
import { type BackfillOptions, type BackfillResult, backfillLegacy } from './backfill.ts';
import { connectOwner } from './connect-owner.ts';
import { connectedServers, isFollowed, isInUse, type ServerSession } from './connected-servers.ts';
import { contestedLines } from './contested-lines.ts';
import { type ContractAnswer, type ContractOptions, contractLegacy } from './contract.ts';
import { followChanges } from './follow.ts';
import { type LeftNumber, numbersWithoutObject } from './left-numbers.ts';
import { type LegacyEntry, legacyEntries } from './legacy-entries.ts';
import { type LegacyShape, readLegacyShape } from './legacy-shape.ts';
import { LegacyStorageError } from './legacy-storage-error.ts';
import { type LegacyLink, readLinkState } from './link/legacy-link.ts';
import { linkLegacy, roleOf } from './link/link.ts';
import { type UnlinkOptions, unlinkLegacy } from './link/unlink.ts';
import { type RestoreAnswer, type RestoreOptions, restoreLegacy } from './restore.ts';
import { type RevertOptions, type RevertOutcome, revertTenants, type SettledQuery, settledTenants } from './revert.ts';
import { type LegacyCounts, type StagingOptions, stageLegacy } from './staging.ts';
import { tryAssignments } from './try-assignments.ts';
import { whileAlone } from './while-alone.ts';

/** A decision of the operator. */
export type Decision = Omit<Assignment, 'actor'>;

/** The legacy table where companies' numbers are stored, for the commands of the operator. */
export interface LegacyStorage extends AsyncDisposable {
  readonly shape: LegacyShape;
  /** Reads and classifies every company. Changes nothing. Also works before the first migration. */
  census(options?: StagingOptions): Promise<LegacyCounts>;
  /** The entries of the last census, link or backfill that can't be moved, a page at a time. */
  entries(): AsyncGenerator<LegacyEntry[]>;
  /** As {@link numbersWithoutObject}, by the last census. */
  numbersWithoutObject(): Promise<LeftNumber[]>;
  /** As {@link contestedLines}, by the last census. */
  contestedLines(lines: readonly PhoneNumber[]): Promise<Set<PhoneNumber>>;
  /** As {@link linkLegacy}. */
  link(options?: StagingOptions): Promise<LegacyCounts>;
  /** As {@link unlinkLegacy}. Returns who can still make changes, which aren't mirrored any more. `inUse`: others than these sessions. `written`: rows of the legacy table. */
  unlink(options?: UnlinkOptions): Promise<{ servers: ServerSession[]; inUse: boolean; written: number }>;
  /** Whether the product's changes are followed at this moment. True without an active link: there is nothing to follow. */
  isFollowed(): Promise<boolean>;
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
  /** As {@link settledTenants}. */
  settledTenants(query?: SettledQuery): Promise<{ settled: string[]; unknown: string[] }>;
  /** As {@link revertTenants}. */
  revert(tenantIds: readonly string[], options?: Omit<RevertOptions, 'cause'>): Promise<Map<string, RevertOutcome>>;
  /** As {@link contractLegacy}. */
  contract(options?: Omit<ContractOptions, 'encryptionKeys'>): Promise<ContractAnswer>;
  /** As {@link restoreLegacy}. */
  restore(options?: Pick<RestoreOptions, 'onRestored'>): Promise<RestoreAnswer>;
}

/**
 * Opens it as the role that owns our tables, if the caller has the permission. Throws {@link LegacyStorageError} if the legacy
 * table doesn't exist.
 */
export async function openLegacyStorage(
  operator: OwnerContext,
  wanted: Partial<LegacyLink> = {},
): Promise<LegacyStorage> {
  const { client, owner } = await connectOwner(operator);
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
    numbersWithoutObject: () => numbersWithoutObject(client, shape),
    contestedLines: (lines) => contestedLines(client, lines),
    link: (options = {}) => restored(() => linkLegacy(client, shape, { ...options, servingRole })),
    unlink: (options = {}) =>
      restored(async () => {
        const servers = await connectedServers(client, servingRole);
        const inUse = servers.length === 0 && (await isInUse(client));
        const written = await unlinkLegacy(client, shape, { ...options, cause });
        return { servers, inUse, written: written.size };
      }),
    isFollowed: async () => !shape.isLinked || (await isFollowed(client)),
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
    revert: (tenantIds, options = {}) => linked(() => revertTenants(client, shape, tenantIds, { ...options, cause })),
    contract: (options = {}) =>
      restored(async () => contractLegacy(client, shape, { ...options, encryptionKeys: await encryptionKeys() })),
    restore: (options = {}) =>
      alone(async () =>
        restoreLegacy(client, shape, { ...options, servingRole, encryptionKeys: await encryptionKeys() }),
      ),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const NOT_RESTORED = 'linekeeper legacy restore was interrupted. Run it again first';

const NOT_LINKED = 'No legacy table is linked. Run linekeeper legacy link first';
