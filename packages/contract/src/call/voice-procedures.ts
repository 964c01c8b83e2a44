import type { Mutation, Query } from '../procedure.ts';
import type { SetHandlingInput, SetHandlingOutput } from './call-handling.ts';
import type { ListCallsInput, ListCallsOutput } from './call-record.ts';
import type { SimulateCallInput, SimulatedCall } from './simulate-call.ts';
import type { SetCredentialsInput, SetCredentialsOutput, VoiceSetup } from './voice-setup.ts';

export interface VoiceProcedures {
  getSetup: Query<void, VoiceSetup>;
  listCalls: Query<ListCallsInput, ListCallsOutput>;
  setCredentials: Mutation<SetCredentialsInput, SetCredentialsOutput>;
  setHandling: Mutation<SetHandlingInput, SetHandlingOutput>;
  simulateCall: Mutation<SimulateCallInput, SimulatedCall>;
}
