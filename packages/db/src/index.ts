export {
  type Database,
  type DatabaseOptions,
  type DatabaseTimeouts,
  type NewTenant,
  openDatabase,
} from './database.ts';
export { deadlockRetries } from './deadlock.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts';
export { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
export { type MigrateOptions, migrate } from './migrations/migrate.ts';
export { MigrationError } from './migrations/migration-error.ts';
export type { NumberBudget } from './number-budget.ts';
export type { SessionHolder } from './session-holder.ts';
export type { AttemptLimit, SignInAttempts } from './sign-in-attempts.ts';
export type { SignInStore } from './sign-in-store.ts';
export type { TenantId } from './tenant-id.ts';
export type { TenantRows } from './tenant-rows.ts';
