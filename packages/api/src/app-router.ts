import { apiKeyRouter } from './api-key/api-key-router.ts';
import { invitationRouter } from './invitation/invitation-router.ts';
import { memberRouter } from './member/member-router.ts';
import { phoneRouter } from './phone/phone-router.ts';
import { sessionRouter } from './session/session-router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  apiKey: apiKeyRouter,
  invitation: invitationRouter,
  member: memberRouter,
  phone: phoneRouter,
  session: sessionRouter,
});

/** The API's type, which clients import as a type alone. Made of the contract's types only. */
export type AppRouter = typeof appRouter;
