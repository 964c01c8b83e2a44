import { apiKeyRouter } from './api-key/api-key-router.ts';
import { voiceRouter } from './call/voice-router.ts';
import { invitationRouter } from './invitation/invitation-router.ts';
import { phoneRouter } from './line/line-router.ts';
import { memberRouter } from './member/member-router.ts';
import { sessionRouter } from './session/session-router.ts';
import { settingsRouter } from './settings/settings-router.ts';
import { tenantRouter } from './tenant/tenant-router.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  apiKey: apiKeyRouter,
  invitation: invitationRouter,
  member: memberRouter,
  phone: phoneRouter,
  session: sessionRouter,
  settings: settingsRouter,
  tenant: tenantRouter,
  voice: voiceRouter,
});

/** The procedures of the API, for a caller in this process. */
export const apiOf = createCallerFactory(appRouter);

/** The API's type, which clients import only as a type. It uses only the contract's types. */
export type AppRouter = typeof appRouter;
