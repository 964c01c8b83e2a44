import { randomBytes } from 'node:crypto';
import { type CallStep, NO_PUBLIC_ADDRESS, type SimulatedCall } from '@linekeeper/contract';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { acceptedAccounts, STORED_ACCOUNTS, type StoredAccounts } from '../provider/provider-credentials.ts';
import { TenantGoneError } from '../tenant/tenant-gone.ts';
import { callDeskOf } from './call-desk.ts';
import { VOICE_PATH, voiceUrl } from './decide-call.ts';
import { sign } from './voice-request.ts';

const PASSED = {
  LINE: 'The number was found, and it belongs to your company',
  CREDENTIALS: 'A Twilio account is saved',
  SIGNATURE: 'The request was signed here, with the saved auth token',
  ACCOUNT: 'The request names that account',
  ANSWER: 'The request was answered',
} as const satisfies Record<CallStep, string>;

const FAILED = {
  LINE: 'Your company holds no number. Save one first',
  CREDENTIALS: 'No Twilio account is saved. Enter the account SID and the auth token',
  SIGNATURE: "The signature isn't valid",
  ACCOUNT: 'The request comes from another account',
  ANSWER: "The database didn't answer in time. Callers hear that their call can't be connected",
} as const satisfies Record<CallStep, string>;

const ORDER: readonly CallStep[] = ['LINE', 'CREDENTIALS', 'SIGNATURE', 'ACCOUNT', 'ANSWER'];

/**
 * Sends a call to the tenant's line through every check, with a request that is signed as the provider would sign it. Throws
 * {@link TenantGoneError}.
 */
export async function simulateCall(handle: TenantHandle): Promise<SimulatedCall> {
  const { tenant, config } = handle;
  const [row] = await run<StoredAccounts & { line: PhoneNumber | null }>(
    handle.client,
    Prisma.sql`
      SELECT l.e164 AS line, ${STORED_ACCOUNTS}
      FROM linekeeper.tenants t LEFT JOIN linekeeper.lines l ON l.tenant_id = t.id
      WHERE t.id = ${tenant.id}
    `,
  );
  if (!row) throw new TenantGoneError('The tenant was deleted');
  const { line } = row;
  const [signer] = acceptedAccounts(config, tenant.id, row);
  if (!line) return stopped('LINE');
  if (!signer) return stopped('CREDENTIALS');
  const parameters = {
    AccountSid: signer.accountSid,
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    // A number that nobody has.
    From: '+15005550006',
    To: line,
  };
  const answer = await callDeskOf(handle).answer(
    {
      pathAndQuery: VOICE_PATH,
      body: new URLSearchParams(parameters).toString(),
      signature: sign(signer.authToken, voiceUrl(config.voice), parameters),
    },
    { simulated: true },
  );
  if (answer.refused && answer.refused !== 'ADDRESS') return stopped(answer.refused);
  // The request is for this address.
  if (answer.refused || answer.fault) return stopped('ANSWER');
  const steps: SimulatedCall['steps'] = ORDER.map((step) => ({ step, passed: true, message: PASSED[step] }));
  if (!config.voice.hasPublicUrl) {
    steps[2] = { step: 'SIGNATURE', passed: true, message: `${PASSED.SIGNATURE}. ${NO_PUBLIC_ADDRESS}` };
  }
  steps[0] = { step: 'LINE', passed: true, message: `${PASSED.LINE}: ${formatPhoneNumber(line)}` };
  return { steps, twiml: answer.twiml, outcome: answer.outcome, reason: answer.reason };
}

function stopped(at: CallStep): SimulatedCall {
  const before = ORDER.slice(0, ORDER.indexOf(at)).map((step) => ({ step, passed: true, message: PASSED[step] }));
  return {
    steps: [...before, { step: at, passed: false, message: FAILED[at] }],
    twiml: null,
    outcome: null,
    reason: null,
  };
}
