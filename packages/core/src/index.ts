export { authorize, authorizeOwner, authorizePlatform } from './access/authorize.ts';
export { type Context, createContext, type OnOutcome, operatorContext } from './access/context.ts';
export { type OwnerAccess, type OwnerContext, ownerContext } from './access/owner-context.ts';
export { permissionsOf, permissionsOfRole } from './access/permissions.ts';
export type { ActingTenant, HostCaller, Person, Principal, Service } from './access/principal.ts';
export type { OwnerHandle, PlatformHandle, TenantHandle } from './access/tenant-handle.ts';
export { type ApiKeyHolder, findApiKeyHolder } from './api-key/api-key-holder.ts';
export { claimsToBeApiKey } from './api-key/api-key-secret.ts';
export { createApiKey, createKeyAsOperator, type NewApiKey } from './api-key/create-api-key.ts';
export { listApiKeys, listEveryApiKey, type OwnedApiKey } from './api-key/list-api-keys.ts';
export { revokeAnyApiKey, revokeApiKey } from './api-key/revoke-api-key.ts';
export { type AppRouter, apiOf, appRouter } from './app-router.ts';
export { type CallDesk, callDeskOf, type VoiceAnswer } from './call/call-desk.ts';
export { listCalls } from './call/call-log.ts';
export { LateError } from './call/deadline.ts';
export { STATUS_PATH, VOICE_PATH } from './call/decide-call.ts';
export { explainAnyRoute, explainRoute } from './call/explain-route.ts';
export type { PlatformWebhook } from './call/platform-webhook.ts';
export { setHandling } from './call/set-handling.ts';
export { EMPTY_TWIML, FALLBACK_TWIML } from './call/twiml.ts';
export type { VoiceOptions } from './call/voice-options.ts';
export type { VoiceRequest } from './call/voice-request.ts';
export { readVoiceSetup } from './call/voice-setup.ts';
export { type Database, openDatabase } from './database.ts';
export type { DatabaseOptions, DatabaseTimeouts } from './database-options.ts';
export { databaseFault } from './fault/database-fault.ts';
export { batchTooLarge, messageOfFault } from './fault/fault-messages.ts';
export { NotMigratedError, notMigrated } from './fault/not-migrated.ts';
export { retryAfterSecondsOf, UNAVAILABLE_SECONDS } from './fault/retry-later.ts';
export { unavailableFault } from './fault/unavailable-fault.ts';
export {
  type AcceptAnswer,
  type InvitationLink,
  type Invitations,
  invitationsOf,
  type OpenInvitation,
} from './invitation/invitations.ts';
export {
  type Invited,
  inviteMember,
  listInvitations,
  type PendingInvitation,
  withdrawAnyInvitation,
  withdrawInvitation,
} from './invitation/tenant-invitations.ts';
export type { Actor, Cause } from './line/cause.ts';
export { hasUsedUpChanges } from './line/change-limit.ts';
export type { ClaimRefusal } from './line/claim-line.ts';
export {
  availabilityOf,
  claimInboundNumber,
  getInboundNumber,
  releaseInboundNumber,
} from './line/inbound-number.ts';
export type { LineAvailability } from './line/line-availability.ts';
export { type HistoryPage, type OperatorLineEvent, operatorHistory, tenantHistory } from './line/line-history.ts';
export { type LineResolver, lineResolverOf } from './line/line-resolver.ts';
export {
  assignLine,
  moveLines,
  recordTaken,
  releaseLine,
  releaseLines,
  takeLine,
} from './line/line-writer.ts';
export { rerunLostRaces } from './line/lost-race.ts';
export { LEAST_NUMBERS, type NumberBudget, spendNumberBudget } from './line/number-budget.ts';
export { unlessRefused } from './line/refused-claim.ts';
export {
  endMemberSessions,
  listMembers,
  type Member,
  type RemoveMemberAnswer,
  removeMember,
  type SetRoleAnswer,
  setMemberRole,
} from './member/members.ts';
export { deleteOldRows } from './old-rows.ts';
export { getOrganization } from './organization/get-organization.ts';
export {
  type OrganizationStore,
  readOrganization,
  type StoreConnection,
  storeOrganization,
} from './organization/organization-store.ts';
export type { StoredOrganization } from './organization/stored-organization.ts';
export { updateOrganization } from './organization/update-organization.ts';
export type {
  OrganizationChange,
  UpdateOrganizationAnswer,
} from './organization/write-organization.ts';
export { type EncryptedSecrets, encryptSecrets } from './provider/encrypt-secrets.ts';
export { createKeyRing, deriveEncryptionKey, type EncryptionKey, NoEncryptionKeyError } from './provider/key-ring.ts';
export { removePlatformAccount, storePlatformAccount } from './provider/platform-account.ts';
export type { ProviderCredentials } from './provider/provider-credentials.ts';
export { sealSettings, unsealSettings } from './provider/sealed-settings.ts';
export { findSessionHolder, type Membership, type SessionHolder } from './session/session-holder.ts';
export { chooseSessionTenant, findSessionTenants } from './session/session-tenants.ts';
export { type AccountAccess, accountAccessOf, operateAccounts, type PersonSession } from './sign-in/account-access.ts';
export { type AttemptLimit, type SignInAttempts, signInAttemptsOf } from './sign-in/sign-in-attempts.ts';
export { signInTablesOf } from './sign-in/sign-in-tables.ts';
export type { DatabaseScope } from './store.ts';
export { type DeleteTenantAnswer, deleteTenantRow } from './tenant/delete-tenant.ts';
export { findTenant, hasNoTenants } from './tenant/find-tenant.ts';
export { TenantGoneError } from './tenant/tenant-gone.ts';
export type { TenantId } from './tenant/tenant-id.ts';
export { registerTenant, type TenantDescription } from './tenant/tenant-register.ts';
export { summarizeTenants, type TenantSummary } from './tenant/tenant-summaries.ts';
export { createTenant, deleteTenant, type NewTenant } from './tenant/tenants.ts';
