export { type Authorized, authorize } from './access/authorize.ts';
export { type Context, createContext, type OnOutcome } from './access/context.ts';
export { permissionsOf, permissionsOfRole } from './access/permissions.ts';
export type { ActingTenant, HostCaller, Person, Principal, Role, Service } from './access/principal.ts';
export type { ApiKey, CreatedApiKey, NewApiKey } from './api-key/api-key.ts';
export type { ApiKeyHolder } from './api-key/api-key-holder.ts';
export type { ApiKeyPage } from './api-key/api-key-page.ts';
export type { ApiKeyRows } from './api-key/api-key-rows.ts';
export { claimsToBeApiKey } from './api-key/api-key-secret.ts';
export { type AppRouter, appRouter } from './app-router.ts';
export type { CallDesk, VoiceAnswer } from './call/call-desk.ts';
export { STATUS_PATH, VOICE_PATH } from './call/decide-call.ts';
export type { PlatformWebhook } from './call/platform-webhook.ts';
export { setHandling } from './call/set-handling.ts';
export { EMPTY_TWIML, FALLBACK_TWIML } from './call/twiml.ts';
export type { VoiceOptions } from './call/voice-options.ts';
export type { VoiceRequest } from './call/voice-request.ts';
export {
  type Answer,
  type CommandOn,
  type Input,
  type Option,
  type OwnerCommand,
  type OwnerPlace,
  Refused,
  read,
  WrongUse,
} from './command/command.ts';
export { operatorCause } from './command/operator-cause.ts';
export { plainText } from './command/plain-text.ts';
export { printable, printableJson } from './command/printable.ts';
export { nameCell, table } from './command/table.ts';
export { type Database, type NewTenant, openDatabase, type TenantDatabase } from './database.ts';
export type { DatabaseOptions, DatabaseTimeouts } from './database-options.ts';
export { messageOfFault } from './fault/fault-messages.ts';
export { retryAfterSecondsOf, UNAVAILABLE_SECONDS } from './fault/retry-later.ts';
export { unavailableFault } from './fault/unavailable-fault.ts';
export type { InvitationRows, Invited, PendingInvitation } from './invitation/invitation-rows.ts';
export { invitationPath } from './invitation/invitation-token.ts';
export type { AcceptAnswer, InvitationLink, Invitations, OpenInvitation } from './invitation/invitations.ts';
export type { Actor, Cause } from './line/cause.ts';
export type { OperatorLineEvent } from './line/line-history.ts';
export type { LineResolver } from './line/line-resolver.ts';
export {
  assignLine,
  moveLines,
  releaseLine,
  releaseLines,
  takeLine,
} from './line/line-writer.ts';
export { rerunLostRaces } from './line/lost-race.ts';
export type { NumberBudget } from './line/number-budget.ts';
export { unlessRefused } from './line/refused-claim.ts';
export type { Member, MemberRows, RemoveMemberAnswer, SetRoleAnswer } from './member/member-rows.ts';
export { getOrganization } from './organization/get-organization.ts';
export type { OrganizationStore, StoreConnection } from './organization/organization-store.ts';
export type { StoredOrganization } from './organization/stored-organization.ts';
export { updateOrganization } from './organization/update-organization.ts';
export type {
  OrganizationChange,
  UpdateOrganizationAnswer,
} from './organization/write-organization.ts';
export type { EncryptedSecrets } from './provider/encrypt-secrets.ts';
export { createKeyRing, deriveEncryptionKey, type EncryptionKey } from './provider/key-ring.ts';
export type { ProviderCredentials } from './provider/provider-credentials.ts';
export { unsealSettings } from './provider/sealed-settings.ts';
export type { Membership, SessionHolder } from './session/session-holder.ts';
export type { AccountAccess, PersonSession } from './sign-in/account-access.ts';
export type { AttemptLimit, SignInAttempts } from './sign-in/sign-in-attempts.ts';
export type { SignInStore } from './sign-in/sign-in-store.ts';
export { type DeleteTenantAnswer, deleteTenant } from './tenant/delete-tenant.ts';
export type { OperatorRows, OwnedApiKey, TenantSummary } from './tenant/operator-rows.ts';
export { TenantGoneError } from './tenant/tenant-gone.ts';
export type { TenantId } from './tenant/tenant-id.ts';
export type { TenantDescription } from './tenant/tenant-register.ts';
export type { TenantRows } from './tenant/tenant-rows.ts';
export { createCallerFactory } from './trpc.ts';
