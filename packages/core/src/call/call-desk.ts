import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallOutcome, CallStep, FallbackReason } from '@linekeeper/contract';
import { isDatabaseUnavailable, retry } from '@linekeeper/postgres';
import { perDatabase, STORE } from '../store.ts';
import { type CallRoute, type EarlierCall, findCallRoute, findReportedCalls } from './call-route.ts';
import {
  finishCall,
  keepCall,
  type NewCall,
  noteCallStatus,
  type RecordedCall,
  recordCall,
  withdrawCall,
} from './call-writer.ts';
import { openChecks } from './check-request.ts';
import { type Deadline, LateError, within } from './deadline.ts';
import { decideCall } from './decide-call.ts';
import { askPlatform } from './platform-webhook.ts';
import { openRefusedRequests } from './refused-requests.ts';
import { isNewCall, isStatusReport, readReport } from './status-report.ts';
import { EMPTY_TWIML, FALLBACK_TWIML } from './twiml.ts';
import { readGetParameters, readParameters, type VoiceParameters, type VoiceRequest } from './voice-request.ts';

/** The answer to the provider. `refused` names the check that failed, for the log only. ADDRESS: the other address is for it. */
export type VoiceAnswer =
  | { refused: Exclude<CallStep, 'ANSWER'> | 'ADDRESS'; twiml: null }
  | { refused: null; twiml: string; outcome: CallOutcome | null; reason: FallbackReason | null; fault: unknown };

/** Answers the provider's requests. */
export interface CallDesk {
  /** Whether the address that signatures are verified with is set. */
  hasPublicUrl: boolean;
  /** Decides how a call is handled. Never throws. Takes at most two seconds, or six if the platform decides. */
  answer(request: VoiceRequest, options?: { simulated?: boolean }): Promise<VoiceAnswer>;
  /** Records how a call ended. Throws if the database doesn't answer. */
  noteStatus(request: VoiceRequest): Promise<VoiceAnswer>;
  /**
   * Notes a call that the provider sent with GET, which is refused. Returns whether the request is one. A request that isn't
   * signed leaves no trace. Never throws.
   */
  noteGet(request: Omit<VoiceRequest, 'body'>): Promise<boolean>;
}

/** How long the database can take before the caller hears the fallback. The provider waits longer. */
const DATABASE_MS = 1_200;
/** No statement runs for longer. */
const STATEMENT_MS = 5_000;
/** How long everything together can take if the platform decides. */
const ANSWER_MS = 5_800;
/** How much of that is kept for storing the decision. */
const FINISH_MS = 500;
const PLATFORM_MS = 5_000;
/** The pauses between a repeated request's checks whether the first one has been decided. They grow. */
const POLL_MS = 50;
const MAX_POLL_MS = 400;
/** How often the statements run again if somebody releases the line, or reports the same call, between them. */
const RUNS = 5;

export const callDeskOf = perDatabase((store): CallDesk => {
  const { client: pool, voice: options } = store;
  const db = { [STORE]: store };
  const check = openChecks(store);
  const noteRefused = openRefusedRequests(store);

  async function route(request: VoiceRequest, parameters: VoiceParameters, simulated: boolean, deadline: Deadline) {
    for (let attempt = 1; attempt <= RUNS; attempt++) {
      const found = await findCallRoute(db, parameters.to, parameters.callSid);
      const checked = check(request, parameters, found);
      if (checked.refused || !found) return { refused: checked.refused ?? 'LINE', found } as const;
      if (isStatusReport(parameters)) return { refused: 'ADDRESS', found } as const;
      const { earlier, line, tenantId, readAt } = found;
      const answerBy = readAt + deadline.leftMs() / 1_000;
      if (earlier) return { found, call: await keepAnswer(earlier, answerBy), isCopy: true } as const;
      const call = await recordInTime(deadline, {
        callSid: parameters.callSid,
        line,
        tenantId,
        ofPlatform: checked.account.isPlatforms,
        decision: decideCall(found, options),
        forwardsAtOnce: options.forwardsAtOnce,
        answerMs: Math.round(DATABASE_MS - deadline.leftMs()),
        simulated,
        answerBy,
        correctableBy: randomUUID(),
      });
      if (call) return { found, call, isCopy: false } as const;
    }
    throw new Error('The line or the call changed too often');
  }

  /** What a copy gets must stay on record: if the first request's caller heard the fallback, the copy's hears this. */
  async function keepAnswer(earlier: EarlierCall, answerBy: number): Promise<EarlierCall> {
    if (earlier.twiml === null || !earlier.isCorrectable) return earlier;
    const twiml = await keepCall(pool, { id: earlier.id, answerBy });
    if (twiml === null) throw new LateError('It was too late to answer a copy');
    return { ...earlier, twiml };
  }

  /** Records the call only if its caller still waits. If it's stored too late, it's corrected: the caller heard the fallback. */
  async function recordInTime(deadline: Deadline, call: NewCall): Promise<RecordedCall | null> {
    if (deadline.isOver) throw new LateError('It was too late to record the call');
    let recorded: RecordedCall | null | undefined;
    try {
      recorded = await recordCall(db, call);
      return recorded;
    } finally {
      const correct = () => afterwards(() => withdrawCall(pool, { ...call, answerMs: DATABASE_MS }));
      // Undefined: the statement failed, and only its answer might have been lost. If the connection was lost, PostgreSQL can
      // still be running it.
      if (recorded === undefined || (recorded && deadline.isOver)) correct();
      if (recorded === undefined) setTimeout(correct, STATEMENT_MS).unref();
    }
  }

  /** A copy of a request gets what the first one got, as soon as that is decided and while the line is still held. */
  async function waitForFirst(
    request: VoiceRequest,
    parameters: VoiceParameters,
    id: string,
    leftMs: () => number,
  ): Promise<VoiceAnswer> {
    for (let pause = POLL_MS; leftMs() > FINISH_MS; pause = Math.min(pause * 1.5, MAX_POLL_MS)) {
      await delay(pause);
      const found = await within(Math.min(DATABASE_MS, leftMs()), () =>
        findCallRoute(db, parameters.to, parameters.callSid),
      );
      const { refused } = check(request, parameters, found);
      if (refused) return { refused, twiml: null };
      if (found?.earlier?.twiml) return answered(found.earlier.twiml);
    }
    const decided = { ...FALLBACK, reason: 'WEBHOOK_TIMEOUT', answerMs: ANSWER_MS } as const;
    return answered(await within(leftMs(), () => finishCall(pool, id, decided)));
  }

  async function relay(
    found: CallRoute,
    id: string,
    parameters: VoiceParameters,
    simulated: boolean,
    leftMs: () => number,
  ) {
    const { platformWebhook } = options;
    const { callSid, all } = parameters;
    const timeoutMs = Math.round(Math.min(PLATFORM_MS, leftMs() - FINISH_MS));
    const asked = platformWebhook
      ? await askPlatform(platformWebhook, { callSid, parameters: all, tenantId: found.tenantId, simulated, timeoutMs })
      : ({ twiml: null, reason: 'WEBHOOK_MISSING' } as const);
    const outcome = asked.twiml === null ? 'FALLBACK' : 'PLATFORM';
    const decided = { twiml: asked.twiml ?? FALLBACK_TWIML, outcome, reason: asked.reason } as const;
    const finish = () => finishCall(pool, id, { ...decided, answerMs: Math.round(ANSWER_MS - leftMs()) });
    // A call that can't be recorded now is still connected, because the tenant held the line when it came in.
    const twiml = await within(Math.min(DATABASE_MS, leftMs()), finish).catch(() => {
      afterwards(finish);
      return decided.twiml;
    });
    return answered(twiml, decided);
  }

  return {
    hasPublicUrl: options.hasPublicUrl,

    async answer(request, { simulated = false } = {}) {
      const until = performance.now() + ANSWER_MS;
      const leftMs = () => until - performance.now();
      const parameters = readParameters(request);
      if (!parameters) return { refused: 'SIGNATURE', twiml: null };
      try {
        const routed = await within(DATABASE_MS, (deadline) => route(request, parameters, simulated, deadline));
        if ('refused' in routed) {
          // If the call is on record, its caller was served, and only its status was lost.
          if (routed.found && !(routed.refused === 'ADDRESS' && routed.found.earlier))
            noteRefused(routed.found, { ...parameters, refused: routed.refused });
          return { refused: routed.refused, twiml: null };
        }
        const { found, call, isCopy } = routed;
        if (call.twiml !== null) return answered(call.twiml, isCopy ? undefined : (call as RecordedCall));
        return isCopy
          ? await waitForFirst(request, parameters, call.id, leftMs)
          : await relay(found, call.id, parameters, simulated, leftMs);
      } catch (fault) {
        return { refused: null, twiml: FALLBACK_TWIML, outcome: null, reason: null, fault };
      }
    },

    async noteStatus(request) {
      const parameters = readParameters(request);
      const report = parameters && readReport(parameters);
      if (!parameters || !report) return { refused: 'SIGNATURE', twiml: null };
      // Found by the call and not by the line, because the line might have been released since the call came in.
      const calls = await findReportedCalls(pool, parameters.callSid);
      if (calls.length === 0) {
        // A new call comes to this address if the two addresses are swapped at the provider.
        const found = isNewCall(parameters) ? await findCallRoute(db, parameters.to, parameters.callSid) : null;
        if (check(request, parameters, found).refused === null && found) {
          noteRefused(found, { ...parameters, refused: 'ADDRESS' });
          return { refused: 'ADDRESS', twiml: null };
        }
      }
      // Only the account that reported the call can end it: a tenant knows the token of its own account, and could report the end
      // of calls that the platform pays for, to forward more at once.
      const call = calls.find((one) => check(request, parameters, one, one.reportedByPlatform).refused === null);
      if (!call) return { refused: 'SIGNATURE', twiml: null };
      await noteCallStatus(pool, call.id, report);
      return answered(EMPTY_TWIML);
    },

    async noteGet(request) {
      const parameters = readGetParameters(request);
      if (!parameters || !isNewCall(parameters)) return false;
      try {
        const { to, callSid } = parameters;
        const found = await within(DATABASE_MS, () => findCallRoute(db, to, callSid));
        // What is signed is the address, with the parameters in it.
        const { refused } = check(request, { ...parameters, all: {} }, found);
        // If the call is on record, its caller was served.
        if (refused || !found || found.earlier) return false;
        noteRefused(found, { ...parameters, refused: 'METHOD' });
        return true;
      } catch {
        // If the database is away, nothing is noted.
        return false;
      }
    },
  };
});

const FALLBACK = { twiml: FALLBACK_TWIML, outcome: 'FALLBACK' } as const;

function answered(
  twiml: string,
  { outcome, reason }: Partial<Pick<RecordedCall, 'outcome' | 'reason'>> = {},
): VoiceAnswer {
  return { refused: null, twiml, outcome: outcome ?? null, reason: reason ?? null, fault: null };
}

/** Corrects a record in the background. If the database is away, for about a minute. */
function afterwards(work: () => Promise<unknown>): void {
  retry(work, { retries: 40, when: isDatabaseUnavailable, pauseMs: 500, maxPauseMs: 3_000 }).catch(() => {});
}
