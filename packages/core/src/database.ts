import {
  createPool,
  createStatementNames,
  describeConnection,
  describeServingRole,
  endPool,
  type HostTransaction,
  inHostTransaction,
  inTransaction,
  isMigrated,
  migrationNames,
  type PoolConnection,
  type ServingRole,
  watchHostPool,
  withLimit,
  withoutNames,
} from '@linekeeper/postgres';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { voiceOptions } from './call/voice-options.ts';
import type { DatabaseOptions } from './database-options.ts';
import { PrismaClient } from './generated/client.ts';
import { numberBudget } from './line/number-budget.ts';
import { createKeyRing } from './provider/key-ring.ts';
import { type DatabaseScope, STORE, type Store } from './store.ts';

/** An open database. The nouns' functions take it, or a handle that `authorize` made of it. */
export interface Database extends DatabaseScope {
  /** The same inside the host's transaction; see {@link inHostTransaction}. */
  within(transaction: HostTransaction): DatabaseScope;
  /** Whether the database has every migration. Throws if it doesn't answer. */
  isMigrated(): Promise<boolean>;
  /** What the connected role can do besides reading and writing rows. */
  servingRole(): Promise<ServingRole>;
  /** How many connections the pool has, how many of them are idle, and how many callers wait for one. */
  poolUse(): { total: number; idle: number; waiting: number };
  /** What the pool is connected to. */
  connection(): Promise<PoolConnection>;
  close(): Promise<void>;
}

export function openDatabase(options: DatabaseOptions): Database {
  const { url, pooler = 'none', poolSize = 10, onConnectionLost = () => {} } = options;
  const { connectMs = 2_000, statementMs = 2_500 } = options.timeouts ?? {};
  const host = typeof url === 'string' ? null : url;
  const pool =
    typeof url === 'string'
      ? createPool({ url, pooler, size: poolSize, connectMs, statementMs, onConnectionLost })
      : (url as pg.Pool);
  const stopWatching = host && watchHostPool(host, onConnectionLost);
  const client = host ? withLimit(host, statementMs) : pool;
  const nameOf = createStatementNames();
  const adapter = new PrismaPg(
    pool,
    pooler === 'transaction' ? {} : { statementNameGenerator: ({ sql }) => nameOf(sql) },
  );
  // The adapter mistakes a pool that another copy of pg made for options, and would open a new pool.
  Object.assign(adapter, { externalPool: pool });
  const prisma = new PrismaClient({
    adapter,
    // Prisma's own limits are longer than those of a statement.
    transactionOptions: { maxWait: connectMs, timeout: statementMs },
  });
  const store: Store = {
    prisma,
    client: pooler === 'transaction' ? withoutNames(client) : client,
    transaction: (work) => inTransaction(pool, pooler, work, host ? statementMs : undefined),
    get whole() {
      return store;
    },
    budget: numberBudget(options.numberBudget),
    ring: createKeyRing(options.encryptionKeys ?? []),
    voice: voiceOptions(options.voice),
    organizations: options.organizations,
    isRefused: options.isRefused ?? (() => false),
    closers: [],
  };
  // Read once at the start, so that the readiness check doesn't read from the disk.
  const names = migrationNames();
  names.catch(() => {});
  return {
    [STORE]: store,
    within(transaction) {
      const client = inHostTransaction(transaction);
      return { [STORE]: { ...store, client, transaction: (work) => work(client) } };
    },
    isMigrated: async () => isMigrated(pool, await names),
    servingRole: () => describeServingRole(pool),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    connection: () => describeConnection(pool),
    async close() {
      for (const closer of store.closers) await closer();
      await prisma.$disconnect();
      if (host) stopWatching?.();
      else await endPool(pool);
    },
  };
}
