import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallOutcome, CallStep, FallbackReason } from '@linekeeper/contract';
import type { Queryable } from '@linekeeper/postgres';
import type { KeyRing } from '../provider/key-ring.ts';
import { type ProviderCredentials, readCredentials } from '../provider/provider-credentials.ts';
import { type CallRoute, findCallRoute, findReportedCalls } from './call-route.ts';
import { finishCall, noteCallStatus, type RecordedCall, recordCall } from './call-writer.ts';
import { decideCall } from './decide-call.ts';
import { askPlatform } from './platform-webhook.ts';
import { EMPTY_TWIML, FALLBACK_TWIML } from './twiml.ts';
import type { VoiceOptions } from './voice-options.ts';
import { isSigned, readParameters, type VoiceParameters, type VoiceRequest } from './voice-request.ts';

/** What the provider is told. `refused` names the check that failed; only we learn which. */
export type VoiceAnswer =
  | { refused: Exclude<CallStep, 'ANSWER'>; twiml: null }
  | { refused: null; twiml: string; outcome: CallOutcome | null; reason: FallbackReason | null; fault: unknown };

/** Answers the provider's requests. */
export interface CallDesk {
  /** What a call does. Never throws, and is answered in two seconds, or (if the platform decides) in seven. */
  answer(request: VoiceRequest, options?: { simulated?: boolean }): Promise<VoiceAnswer>;
  /** Notes what became of a call. Throws if the database doesn't answer. */
  noteStatus(request: VoiceRequest): Promise<VoiceAnswer>;
}

/** How long the database can take before the caller hears the fallback. The provider's own patience is longer. */
const DATABASE_MS = 1_500;
/** How often a copy of a request looks whether the first one has been decided. */
const POLL_MS = 50;
const PLATFORM_MS = 5_500;
/** Somebody released the line, or reported the same call, between two statements. */
const RUNS = 5;
/** Verifies nothing. It's used so that an unknown number takes as long as a bad signature. */
const NO_TOKEN = randomBytes(16).toString('hex');

export function createCallDesk(deps: { pool: Queryable; ring: KeyRing; options: VoiceOptions }): CallDesk {
  const { pool, ring, options } = deps;

  /** The check that fails, or null. In this order, and nothing is written before all have passed. */
  function refuse(
    request: VoiceRequest,
    parameters: VoiceParameters,
    route: Pick<CallRoute, 'tenantId' | 'accountSid' | 'authToken'> | null,
  ): Exclude<CallStep, 'ANSWER'> | null {
    const url = `${options.publicUrl}${request.pathAndQuery}`;
    const signed = ({ authToken }: Pick<ProviderCredentials, 'authToken'>) =>
      isSigned(authToken, { url, signature: request.signature, parameters: parameters.all });
    const own = route && readCredentials(ring, route.tenantId, route);
    const accepted = route ? [own, options.platformCredentials].filter((one) => one !== null) : [];
    if (accepted.length === 0) {
      signed({ authToken: NO_TOKEN });
      return route ? 'CREDENTIALS' : 'LINE';
    }
    const signers = accepted.filter(signed);
    if (signers.length === 0) return 'SIGNATURE';
    return signers.some(({ accountSid }) => accountSid === parameters.accountSid) ? null : 'ACCOUNT';
  }

  async function route(request: VoiceRequest, parameters: VoiceParameters, simulated: boolean, started: number) {
    for (let attempt = 1; attempt <= RUNS; attempt++) {
      const found = await findCallRoute(pool, parameters.to, parameters.callSid);
      const refused = refuse(request, parameters, found);
      if (refused || !found) return { refused: refused ?? 'LINE' } as const;
      const { earlier, line, tenantId } = found;
      if (earlier) return { found, call: earlier, isCopy: true } as const;
      const call = await recordCall(pool, {
        callSid: parameters.callSid,
        line,
        tenantId,
        decision: decideCall(found, options),
        forwardsAtOnce: options.forwardsAtOnce,
        answerMs: Math.round(performance.now() - started),
        simulated,
      });
      if (call) return { found, call, isCopy: false } as const;
    }
    throw new Error('The line or the call changed too often');
  }

  /** A copy of a request gets what the first one got, as soon as that is decided and while the line is still held. */
  async function waitForFirst(request: VoiceRequest, parameters: VoiceParameters, id: string): Promise<VoiceAnswer> {
    for (const until = performance.now() + PLATFORM_MS; performance.now() < until; await delay(POLL_MS)) {
      const found = await findCallRoute(pool, parameters.to, parameters.callSid);
      const refused = refuse(request, parameters, found);
      if (refused) return { refused, twiml: null };
      if (found?.earlier?.twiml) return answered(found.earlier.twiml);
    }
    const answerMs = PLATFORM_MS;
    return answered(await finishCall(pool, id, { ...FALLBACK, reason: 'WEBHOOK_TIMEOUT', answerMs }));
  }

  async function relay(found: CallRoute, id: string, parameters: VoiceParameters, simulated: boolean, started: number) {
    const { platformWebhook } = options;
    const { callSid, all } = parameters;
    const asked = platformWebhook
      ? await askPlatform(platformWebhook, { callSid, parameters: all, tenantId: found.tenantId, simulated })
      : ({ twiml: null, reason: 'WEBHOOK_MISSING' } as const);
    const outcome = asked.twiml === null ? 'FALLBACK' : 'PLATFORM';
    const decided = { twiml: asked.twiml ?? FALLBACK_TWIML, outcome, reason: asked.reason } as const;
    const answerMs = Math.round(performance.now() - started);
    // A call that can't be written down now is connected all the same: the tenant held the line when it came in.
    const twiml = await within(DATABASE_MS, finishCall(pool, id, { ...decided, answerMs })).catch(() => decided.twiml);
    return answered(twiml, decided);
  }

  return {
    async answer(request, { simulated = false } = {}) {
      const started = performance.now();
      const parameters = readParameters(request.body);
      if (!parameters) return { refused: 'SIGNATURE', twiml: null };
      try {
        const routed = await within(DATABASE_MS, route(request, parameters, simulated, started));
        if ('refused' in routed) return { refused: routed.refused, twiml: null };
        const { found, call, isCopy } = routed;
        if (call.twiml !== null) return answered(call.twiml, isCopy ? undefined : (call as RecordedCall));
        return isCopy
          ? await waitForFirst(request, parameters, call.id)
          : await relay(found, call.id, parameters, simulated, started);
      } catch (fault) {
        return { refused: null, twiml: FALLBACK_TWIML, outcome: null, reason: null, fault };
      }
    },

    async noteStatus(request) {
      const parameters = readParameters(request.body);
      const report = parameters && readReport(parameters);
      if (!parameters || !report) return { refused: 'SIGNATURE', twiml: null };
      // By the call and not by the line: the line can have been released since the call came in.
      const calls = await findReportedCalls(pool, parameters.callSid);
      if (calls.length === 0) refuse(request, parameters, null);
      const call = calls.find((one) => refuse(request, parameters, one) === null);
      if (!call) return { refused: 'SIGNATURE', twiml: null };
      await noteCallStatus(pool, call.id, report);
      return answered(EMPTY_TWIML);
    },
  };
}

const FALLBACK = { twiml: FALLBACK_TWIML, outcome: 'FALLBACK' } as const;

function answered(
  twiml: string,
  { outcome, reason }: Partial<Pick<RecordedCall, 'outcome' | 'reason'>> = {},
): VoiceAnswer {
  return { refused: null, twiml, outcome: outcome ?? null, reason: reason ?? null, fault: null };
}

/** Throws if a promise takes longer. What it does later is of no interest then. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  const waiting = new AbortController();
  try {
    return await Promise.race([
      promise,
      delay(ms, null, { signal: waiting.signal }).then(() => {
        throw new Error(`Not done in ${ms} ms`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}

/** What a status request says: of a forwarded call's second half, or of the call itself. */
function readReport({ all }: VoiceParameters) {
  const status = all.DialCallStatus ?? all.CallStatus ?? '';
  const seconds = all.DialCallDuration ?? all.CallDuration ?? '';
  if (!/^[a-z-]{1,20}$/.test(status)) return null;
  const durationSeconds = /^\d{1,6}$/.test(seconds) ? Number(seconds) : null;
  return { status, ofForward: all.DialCallStatus !== undefined, durationSeconds };
}
