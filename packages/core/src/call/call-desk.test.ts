import crypto from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '@linekeeper/postgres';
import { afterEach, expect, it, vi } from 'vitest';
import { createKeyRing } from '../provider/key-ring.ts';
import { STORE, type Store } from '../store.ts';
import { callDeskOf } from './call-desk.ts';
import { LateError } from './deadline.ts';
import { FALLBACK_TWIML } from './twiml.ts';
import { voiceOptions } from './voice-options.ts';
import { sign } from './voice-request.ts';

const SID = `AC${'0'.repeat(32)}`;
const HELD = {
  tenantId: 'acme',
  line: '+18005551212',
  accountSid: SID,
  authToken: 'a'.repeat(32),
};
const REQUEST = {
  pathAndQuery: '/webhooks/twilio/voice',
  body: new URLSearchParams({
    To: '+18005551212',
    CallSid: `CA${'0'.repeat(32)}`,
    AccountSid: SID,
    CallStatus: 'completed',
  }).toString(),
  signature: 'wrong',
};

/** The same as a new call with GET. */
const GET = {
  pathAndQuery: `${REQUEST.pathAndQuery}?${REQUEST.body.replace('completed', 'ringing')}`,
  signature: REQUEST.signature,
};

afterEach(() => vi.restoreAllMocks());

/** How many signatures are computed for a request, if the database answers with these rows. */
async function signaturesFor(
  rows: unknown[],
  ask: 'answer' | 'noteStatus' | 'noteGet',
  options: Parameters<typeof voiceOptions>[0] = {},
): Promise<number> {
  const pool = { query: async () => ({ rows }) } as unknown as Queryable;
  const store = { client: pool, ring: createKeyRing([]), voice: voiceOptions(options) } as Partial<Store> as Store;
  const desk = callDeskOf({ [STORE]: store });
  const computed = vi.spyOn(crypto, 'createHmac');
  if (ask === 'noteGet') expect(await desk.noteGet(GET)).toBe(false);
  else expect((await desk[ask](REQUEST)).refused).not.toBeNull();
  const count = computed.mock.calls.length;
  computed.mockRestore();
  return count;
}

// Otherwise the time of the answer would say whether somebody holds a number.
it.each(['answer', 'noteStatus', 'noteGet'] as const)(
  '%s computes as many signatures for an unknown number as for a badly signed request',
  async (ask) => {
    // More than one, because the address can be written in several ways.
    const signedBadly = await signaturesFor([HELD], ask);
    expect(signedBadly).toBeGreaterThan(0);
    expect(await signaturesFor([], ask)).toBe(signedBadly);
    expect(await signaturesFor([{ ...HELD, authToken: null }], ask)).toBe(signedBadly);
    const platformCredentials = { accountSid: SID, authToken: 'b'.repeat(32) };
    expect(await signaturesFor([HELD], ask, { platformCredentials })).toBe(signedBadly);
    expect(await signaturesFor([], ask, { platformCredentials })).toBe(signedBadly);
  },
);

it('nothing is recorded once the caller has heard the fallback', async () => {
  let statements = 0;
  const query = async () => {
    statements++;
    await delay(1_300);
    return { rows: [{ ...HELD, callId: null, readAt: Date.now() / 1_000 }] };
  };
  const store = { client: { query }, ring: createKeyRing([]), voice: voiceOptions() } as unknown as Store;
  const url = `${voiceOptions().publicUrl}${REQUEST.pathAndQuery}`;
  const body = REQUEST.body.replace('completed', 'ringing');
  const signature = sign(HELD.authToken, url, Object.fromEntries(new URLSearchParams(body)));
  const answer = await callDeskOf({ [STORE]: store }).answer({ ...REQUEST, body, signature });
  expect(answer).toMatchObject({ refused: null, twiml: FALLBACK_TWIML, fault: expect.any(LateError) });
  await delay(300);
  expect(statements).toBe(1);
});
