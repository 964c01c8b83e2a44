export type { AccountAccess } from './account-access.ts';
export type { ApiKey, CreatedApiKey, NewApiKey } from './api-key/api-key.ts';
export type { ApiKeyHolder } from './api-key/api-key-holder.ts';
export type { ApiKeyPage } from './api-key/api-key-page.ts';
export type { ApiKeyRows } from './api-key/api-key-rows.ts';
export { claimsToBeApiKey } from './api-key/api-key-secret.ts';
export {
  type Database,
  type DatabaseOptions,
  type DatabaseTimeouts,
  type NewTenant,
  openDatabase,
} from './database.ts';
export type { DatabaseUrls } from './database-urls.ts';
export { deadlockRetries } from './deadlock.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  hasEmbeddedPostgres,
  type JoinedPostgres,
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts';
export { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
export type { InvitationRows, Invited, PendingInvitation } from './invitation/invitation-rows.ts';
export type { AcceptAnswer, InvitationLink, Invitations, OpenInvitation } from './invitation/invitations.ts';
export { keepFile } from './kept-file.ts';
export type { AssignAnswer, Assignment, Holder } from './legacy/assign.ts';
export type { BackfillResult } from './legacy/backfill.ts';
export type { ContractAnswer } from './legacy/contract.ts';
export { type LegacyStatus, UNRESOLVED } from './legacy/legacy-company.ts';
export type { LegacyEntry } from './legacy/legacy-entries.ts';
export type { LegacyReason } from './legacy/legacy-reading.ts';
export { type LegacyStorage, openLegacyStorage } from './legacy/legacy-storage.ts';
export { LegacyStorageError } from './legacy/legacy-storage-error.ts';
export type { LegacyCounts } from './legacy/staging.ts';
export { TakeoverBusyError } from './legacy/takeover-lock.ts';
export type { Actor, Cause } from './line/cause.ts';
export type { OperatorLineEvent } from './line/line-history.ts';
export type { Member, MemberRows, RemoveMemberAnswer } from './member/member-rows.ts';
export { describeBlocker } from './migrations/blockers.ts';
export { type MigrateOptions, type MigrateResult, migrate, previewMigrations } from './migrations/migrate.ts';
export { MigrationError } from './migrations/migration-error.ts';
export type { MigrationPlan } from './migrations/migration-plan.ts';
export type { Blocked } from './migrations/migration-site.ts';
export type { NumberBudget } from './number-budget.ts';
export type { DeleteTenantAnswer } from './operator/delete-tenant.ts';
export type { OperatorRows, OwnedApiKey, TenantSummary } from './operator/operator-rows.ts';
export type { StoredOrganization } from './organization/stored-organization.ts';
export type { OrganizationChange, UpdateOrganizationAnswer } from './organization/update-organization.ts';
export { type PoolConnection, type Pooler, roleTimeouts } from './pooler.ts';
export type { ServingRole } from './serving-role.ts';
export type { Membership, SessionHolder } from './session-holder.ts';
export type { AttemptLimit, SignInAttempts } from './sign-in-attempts.ts';
export type { SignInStore } from './sign-in-store.ts';
export { TenantGoneError } from './tenant-gone.ts';
export type { TenantId } from './tenant-id.ts';
export type { TenantRows } from './tenant-rows.ts';
