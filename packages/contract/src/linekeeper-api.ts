import type { ApiKeyProcedures } from './api-key/api-key-procedures.ts';
import type { VoiceProcedures } from './call/voice-procedures.ts';
import type { InvitationProcedures } from './invitation/pending-invitation.ts';
import type { PhoneProcedures } from './line/phone-procedures.ts';
import type { MemberProcedures } from './member/member.ts';
import type { SessionProcedures } from './session/current-session.ts';
import type { SettingsProcedures } from './settings/settings-procedures.ts';
import type { TenantProcedures } from './tenant/tenant.ts';

/**
 * Every procedure of the API, by noun. The client's types are derived from it, so the client doesn't depend on the server.
 * The compiler checks the server's router against it (`packages/core/src/app-router.test-d.ts`).
 */
export interface LinekeeperApi {
  apiKey: ApiKeyProcedures;
  invitation: InvitationProcedures;
  member: MemberProcedures;
  phone: PhoneProcedures;
  session: SessionProcedures;
  settings: SettingsProcedures;
  tenant: TenantProcedures;
  voice: VoiceProcedures;
}
