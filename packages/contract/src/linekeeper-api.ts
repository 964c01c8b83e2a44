import type { CreateApiKeyInput, CreateApiKeyOutput } from './api-key/create-api-key.ts';
import type { ListApiKeysInput, ListApiKeysOutput } from './api-key/list-api-keys.ts';
import type { RevokeApiKeyInput, RevokeApiKeyOutput } from './api-key/revoke-api-key.ts';
import type { SetHandlingInput, SetHandlingOutput } from './call/call-handling.ts';
import type { ListCallsInput, ListCallsOutput } from './call/call-record.ts';
import type { ExplainRouteInput, RouteExplanation } from './call/explain-route.ts';
import type { SimulateCallInput, SimulatedCall } from './call/simulate-call.ts';
import type { SetCredentialsInput, SetCredentialsOutput, VoiceSetup } from './call/voice-setup.ts';
import type {
  CreateInvitationInput,
  CreateInvitationOutput,
  ListInvitationsOutput,
  WithdrawInvitationInput,
  WithdrawInvitationOutput,
} from './invitation/pending-invitation.ts';
import type { CheckAvailabilityInput, CheckAvailabilityOutput } from './line/check-availability.ts';
import type { GetHistoryInput, GetHistoryOutput } from './line/get-history.ts';
import type { GetInboundNumberOutput } from './line/get-inbound-number.ts';
import type { ReleaseInboundNumberInput, ReleaseInboundNumberOutput } from './line/release-inbound-number.ts';
import type { ResolveInput, ResolveManyInput, ResolveManyOutput, ResolveOutput } from './line/resolve.ts';
import type { SetInboundNumberInput, SetInboundNumberOutput } from './line/set-inbound-number.ts';
import type {
  EndMemberSessionsInput,
  EndMemberSessionsOutput,
  ListManagersOutput,
  ListMembersOutput,
  RemoveMemberInput,
  RemoveMemberOutput,
  SetMemberRoleInput,
  SetMemberRoleOutput,
} from './member/member.ts';
import type { Mutation, Query } from './procedure.ts';
import type { CurrentSession } from './session/current-session.ts';
import type { SetCountryInput, SetCountryOutput } from './settings/set-country.ts';
import type { GetSettingsHistoryInput, GetSettingsHistoryOutput } from './settings/settings-event.ts';
import type {
  CreateTenantInput,
  CreateTenantOutput,
  DeleteTenantInput,
  DeleteTenantOutput,
  GetTenantInput,
  GetTenantOutput,
  ListTenantsInput,
  ListTenantsOutput,
  UpdateTenantInput,
  UpdateTenantOutput,
} from './tenant/tenant.ts';

/**
 * Every procedure of the API. The client's types are derived from it, so the client doesn't depend on the server. The
 * compiler checks the server's router against it (`packages/core/src/app-router.test-d.ts`).
 */
export interface LinekeeperApi {
  apiKey: {
    create: Mutation<CreateApiKeyInput, CreateApiKeyOutput>;
    list: Query<ListApiKeysInput, ListApiKeysOutput>;
    revoke: Mutation<RevokeApiKeyInput, RevokeApiKeyOutput>;
  };
  invitation: {
    create: Mutation<CreateInvitationInput, CreateInvitationOutput>;
    list: Query<void, ListInvitationsOutput>;
    withdraw: Mutation<WithdrawInvitationInput, WithdrawInvitationOutput>;
  };
  member: {
    managers: Query<void, ListManagersOutput>;
    setRole: Mutation<SetMemberRoleInput, SetMemberRoleOutput>;
    list: Query<void, ListMembersOutput>;
    remove: Mutation<RemoveMemberInput, RemoveMemberOutput>;
    endSessions: Mutation<EndMemberSessionsInput, EndMemberSessionsOutput>;
  };
  phone: {
    checkAvailability: Query<CheckAvailabilityInput, CheckAvailabilityOutput>;
    setInboundNumber: Mutation<SetInboundNumberInput, SetInboundNumberOutput>;
    getHistory: Query<GetHistoryInput, GetHistoryOutput>;
    getInboundNumber: Query<void, GetInboundNumberOutput>;
    releaseInboundNumber: Mutation<ReleaseInboundNumberInput, ReleaseInboundNumberOutput>;
    explainRoute: Query<ExplainRouteInput, RouteExplanation>;
    resolve: Query<ResolveInput, ResolveOutput>;
    resolveMany: Query<ResolveManyInput, ResolveManyOutput>;
  };
  session: {
    get: Query<void, CurrentSession>;
  };
  settings: {
    getHistory: Query<GetSettingsHistoryInput, GetSettingsHistoryOutput>;
    setCountry: Mutation<SetCountryInput, SetCountryOutput>;
  };
  tenant: {
    create: Mutation<CreateTenantInput, CreateTenantOutput>;
    get: Query<GetTenantInput, GetTenantOutput>;
    list: Query<ListTenantsInput, ListTenantsOutput>;
    update: Mutation<UpdateTenantInput, UpdateTenantOutput>;
    delete: Mutation<DeleteTenantInput, DeleteTenantOutput>;
  };
  voice: {
    getSetup: Query<void, VoiceSetup>;
    listCalls: Query<ListCallsInput, ListCallsOutput>;
    setCredentials: Mutation<SetCredentialsInput, SetCredentialsOutput>;
    setHandling: Mutation<SetHandlingInput, SetHandlingOutput>;
    simulateCall: Mutation<SimulateCallInput, SimulatedCall>;
  };
}
