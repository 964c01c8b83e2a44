import type { CallHandling, ListCallsOutput, RouteExplanation, SimulatedCall, VoiceSetup } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { KeyRing } from '../provider/key-ring.ts';
import { readCredentials } from '../provider/provider-credentials.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { CallDesk } from './call-desk.ts';
import { listCalls } from './call-log.ts';
import { explainRoute } from './explain-route.ts';
import { simulateCall } from './simulate-call.ts';
import type { VoiceOptions } from './voice-options.ts';
import { readVoiceSetup, writeHandling } from './voice-setup.ts';

/** What the calls of all tenants share. */
export interface CallRowsOptions {
  pool: Queryable;
  ring: KeyRing;
  options: VoiceOptions;
  desk: CallDesk;
}

/** The calls of one tenant, and what they do. What writes throws {@link TenantGoneError} if the tenant was deleted. */
export interface CallRows {
  readonly options: VoiceOptions;
  setup(): Promise<VoiceSetup>;
  /** A page, newest first. */
  list(cursor?: string): Promise<ListCallsOutput>;
  setHandling(handling: CallHandling): Promise<void>;
  /** Only about times at which the tenant held the line. */
  explain(phoneNumber: PhoneNumber, at: Date): Promise<RouteExplanation>;
  simulate(): Promise<SimulatedCall>;
}

export function callRows(tenantId: TenantId, shared: CallRowsOptions): CallRows {
  const { pool, ring, options, desk } = shared;
  return {
    options,
    async setup() {
      return (await readVoiceSetup(shared, tenantId)) ?? gone();
    },
    list: (cursor) => listCalls(pool, tenantId, cursor),
    async setHandling(handling) {
      if (!(await writeHandling(pool, tenantId, handling))) gone();
    },
    explain: (phoneNumber, at) => explainRoute(pool, { phoneNumber, at, onlyOf: tenantId }),
    async simulate() {
      const [row] = await run<{ line: PhoneNumber | null; accountSid: unknown; authToken: unknown }>(
        pool,
        Prisma.sql`
          SELECT l.e164 AS line,
            t.twilio_config -> 'accountSid' AS "accountSid", t.twilio_config -> 'authToken' AS "authToken"
          FROM linekeeper.tenants t LEFT JOIN linekeeper.lines l ON l.tenant_id = t.id
          WHERE t.id = ${tenantId}
        `,
      );
      if (!row) return gone();
      return simulateCall(desk, options, { line: row.line, credentials: readCredentials(ring, tenantId, row) });
    },
  };
}

function gone(): never {
  throw new TenantGoneError('The tenant was deleted');
}
