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
import { procedureFor, router } from '../trpc.ts';
import { setHandling } from './set-handling.ts';

export const voiceRouter = router({
  getSetup: procedureFor('call:read')
    .output(VoiceSetup)
    .query(({ ctx }) => ctx.rows.calls.setup()),

  listCalls: procedureFor('call:read')
    .input(ListCallsInput)
    .output(ListCallsOutput)
    .query(({ ctx, input }) => ctx.rows.calls.list(input?.cursor)),

  setCredentials: procedureFor('provider:update')
    .input(SetCredentialsInput)
    .output(SetCredentialsOutput)
    .mutation(async ({ ctx, input: { accountSid, authToken } }) => {
      // Among the settings that the legacy REST face stores too, so that there is one account and not two.
      const settings = { accountSid, authToken };
      const updated = await ctx.rows.updateOrganization({ setSettings: settings, removeSettings: [] });
      if (!updated.ok) throw new Error(`The credentials were not stored: ${updated.error}`);
      return { accountSid };
    }),

  setHandling: procedureFor('call:update')
    .input(SetHandlingInput)
    .output(SetHandlingOutput)
    .mutation(({ ctx, input }) => setHandling(ctx, input)),

  simulateCall: procedureFor('call:update')
    .input(SimulateCallInput)
    .output(SimulatedCall)
    .mutation(({ ctx }) => ctx.rows.calls.simulate()),
});
