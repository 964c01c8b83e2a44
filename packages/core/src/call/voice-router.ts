import {
  ListCallsInput,
  ListCallsOutput,
  SetCredentialsInput,
  SetCredentialsOutput,
  SetHandlingInput,
  SetHandlingOutput,
  SimulateCallInput,
  SimulatedCall,
  VoiceSetup,
} from '@linekeeper/contract';
import { storeOrganization } from '../organization/organization-store.ts';
import { refusedUpdate } from '../organization/update-organization.ts';
import { isStoredAccount } from '../provider/is-stored-account.ts';
import { procedureFor, router } from '../trpc.ts';
import { listCalls } from './call-log.ts';
import { setHandling } from './set-handling.ts';
import { simulateCall } from './simulate-call.ts';
import { readVoiceSetup } from './voice-setup.ts';

export const voiceRouter = router({
  getSetup: procedureFor('call:read')
    .output(VoiceSetup)
    .query(({ ctx }) => readVoiceSetup(ctx.tenant)),

  listCalls: procedureFor('call:read')
    .input(ListCallsInput)
    .output(ListCallsOutput)
    .query(({ ctx, input }) => listCalls(ctx.tenant, input?.cursor)),

  setCredentials: procedureFor('provider:update')
    .input(SetCredentialsInput)
    .output(SetCredentialsOutput)
    .mutation(async ({ ctx, input: { accountSid, authToken } }) => {
      // Stored with the settings of the legacy REST endpoint, so that there is only one account.
      const settings = { accountSid, authToken };
      const change = (await isStoredAccount(ctx.tenant, settings)) ? 'SAME' : 'CHANGED';
      const updated = await storeOrganization(ctx.tenant, { setSettings: settings, removeSettings: [] });
      if (!updated.ok) throw refusedUpdate(updated.error);
      return { accountSid, change };
    }),

  setHandling: procedureFor('call:update')
    .input(SetHandlingInput)
    .output(SetHandlingOutput)
    .mutation(({ ctx, input }) => setHandling(ctx.tenant, input)),

  simulateCall: procedureFor('call:update')
    .input(SimulateCallInput)
    .output(SimulatedCall)
    .mutation(({ ctx }) => simulateCall(ctx.tenant)),
});
