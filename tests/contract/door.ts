import type {
  CheckAvailabilityOutput,
  GetInboundNumberOutput,
  ReleaseInboundNumberOutput,
  SetInboundNumberOutput,
} from '@linekeeper/contract';
import type { TestPerson } from '../support/test-people.ts';
import type { TestServer } from '../support/test-server.ts';

/** The procedures through one door. Inputs are unknown, so that a test can send what the types forbid. */
export interface Calls {
  checkAvailability(input: unknown): Promise<CheckAvailabilityOutput>;
  setInboundNumber(input: unknown): Promise<SetInboundNumberOutput>;
  getInboundNumber(): Promise<GetInboundNumberOutput>;
  releaseInboundNumber(): Promise<ReleaseInboundNumberOutput>;
}

/** A fault from any door. `code` is tRPC's. */
export class Fault extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** A way into the API. Every promise is tested through each. */
export interface Door extends AsyncDisposable {
  server: Pick<TestServer, 'db'>;
  /** The calls of this person. Null: not signed in. Faults are thrown as {@link Fault}. */
  as(person: TestPerson | null): Promise<Calls>;
}
