export {
  type AdvisoryLock,
  isLockAwaited,
  releaseAllLocks,
  releaseLock,
  takeLock,
  takeLockInTransaction,
  tryLock,
} from './advisory-lock.ts';
export type { DatabaseUrls } from './database-urls.ts';
export { driverError } from './driver-error.ts';
export { addressOfPool, type HostPool, watchHostPool, withLimit } from './host-pool.ts';
export { type HostTransaction, HostTransactionError, inHostTransaction } from './host-transaction.ts';
export { keepFile, readIfThere, syncFolder } from './kept-file.ts';
export { describeBlocker } from './migrations/blockers.ts';
export { isMigrated } from './migrations/history.ts';
export { type MigrateOptions, type MigrateResult, migrate, previewMigrations } from './migrations/migrate.ts';
export { MigrationError } from './migrations/migration-error.ts';
export { migrationNames } from './migrations/migration-files.ts';
export type { MigrationPlan } from './migrations/migration-plan.ts';
export type { Blocked } from './migrations/migration-site.ts';
export { createPool, endPool } from './pool.ts';
export { describeConnection, type PoolConnection, type Pooler, roleTimeouts } from './pooler.ts';
export { type Prepared, prepare } from './prepared.ts';
export { type PrismaTransaction, prismaTransaction } from './prisma-transaction.ts';
export { inTransaction, type Queryable, run, withoutNames } from './query.ts';
export { deadlockRetries, retry, retryDeadlocks } from './retry.ts';
export { SEARCH_PATH, withSettings } from './search-path.ts';
export { describeServingRole, type ServingRole } from './serving-role.ts';
export { createStatementNames } from './statement-names.ts';
export { isDatabaseUnavailable } from './unavailable.ts';
