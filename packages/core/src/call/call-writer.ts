import type { CallOutcome, FallbackReason } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable, retry, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { violatedConstraint } from '../line/line-constraint.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { CallDecision } from './decide-call.ts';
import { FALLBACK_TWIML, FORWARD_MAX_SECONDS } from './twiml.ts';

/** A call that was recorded just now. `twiml` null: the platform's webhook decides. */
export interface RecordedCall {
  id: string;
  twiml: string | null;
  outcome: CallOutcome;
  reason: FallbackReason | null;
}

export interface NewCall {
  callSid: string;
  line: PhoneNumber;
  tenantId: TenantId;
  /** Whether the platform's account reported it, and not the tenant's own. */
  ofPlatform: boolean;
  decision: CallDecision;
  /** How many calls the tenant can forward at once. */
  forwardsAtOnce: number;
  answerMs: number;
  simulated: boolean;
  /** Until when the caller waits, by PostgreSQL's clock: seconds since 1970. */
  answerBy: number;
  /** A UUID of this request alone, which can correct the record. */
  correctableBy: string;
}

/**
 * After a lost race for a place, the statement runs again. Each race is lost to another call, so this limit isn't
 * reached.
 */
const RETRIES = 19;

/**
 * Records a call with its TwiML. Null: the tenant doesn't hold the line any more, the call is already recorded, or it's too
 * late. A call that needs a place gets the fallback if none is free. The unique constraint on places decides.
 */
export async function recordCall(pool: Queryable, call: NewCall): Promise<RecordedCall | null> {
  const { decision, simulated, answerMs } = call;
  const values = {
    ...call,
    ...decision,
    // A simulated call forwards nothing.
    takesPlace: decision.takesPlace && !simulated,
    answerMs: decision.twiml === null ? null : answerMs,
    fallbackTwiml: FALLBACK_TWIML,
  };
  const hasLostRace = (error: unknown) => violatedConstraint(error) === 'calls_slot_key';
  const [recorded] = await retry(() => RECORD<RecordedCall>(pool, values), { retries: RETRIES, when: hasLostRace });
  return recorded ?? null;
}

type RecordValues = Omit<NewCall, 'decision' | 'answerMs'> &
  CallDecision & { answerMs: number | null; fallbackTwiml: string };

const ENDED_LONG_AGO = Prisma.sql`at < now() - make_interval(secs => ${Prisma.raw(String(FORWARD_MAX_SECONDS))})`;

const RECORD = prepare<RecordValues>((values) => {
  const {
    callSid,
    line,
    tenantId,
    ofPlatform,
    takesPlace,
    forwardsAtOnce,
    outcome,
    reason,
    target,
    twiml,
    answerMs,
    simulated,
    answerBy,
    correctableBy,
    fallbackTwiml,
  } = values;
  return Prisma.sql`
    WITH held AS (
      SELECT e164 FROM linekeeper.lines WHERE e164 = ${line} AND tenant_id = ${tenantId}
    ), freed AS (
      UPDATE linekeeper.calls SET slot = NULL
      WHERE ${takesPlace}::boolean AND tenant_id = ${tenantId} AND slot IS NOT NULL AND ${ENDED_LONG_AGO}
      RETURNING id
    ), place AS (
      SELECT min(n) AS slot FROM generate_series(1, ${forwardsAtOnce}::int) AS n
      WHERE ${takesPlace}::boolean
        AND NOT EXISTS (SELECT FROM linekeeper.calls WHERE tenant_id = ${tenantId} AND slot = n AND NOT ${ENDED_LONG_AGO})
    ), decided AS (
      SELECT slot, ${takesPlace}::boolean AND slot IS NULL AS refused FROM place
    )
    INSERT INTO linekeeper.calls (
      call_sid, e164, tenant_id, outcome, reason, target, twiml, answer_ms, slot, simulated, of_platform, correctable_by
    )
    SELECT ${callSid}, held.e164, ${tenantId},
      CASE WHEN refused THEN 'FALLBACK' ELSE ${outcome}::text END,
      CASE WHEN refused THEN 'TOO_MANY_CALLS' ELSE ${reason}::text END,
      ${target}::text,
      CASE WHEN refused THEN ${fallbackTwiml} ELSE ${twiml}::text END,
      ${answerMs}::int, slot, ${simulated}::boolean, ${ofPlatform}::boolean, ${correctableBy}::uuid
    FROM held, decided
    -- Counting makes this wait for the places that are freed. Only then is the clock read.
    WHERE CASE WHEN (SELECT count(*) FROM freed) >= 0 THEN clock_timestamp() < to_timestamp(${answerBy}::float8) END
    ON CONFLICT (call_sid, tenant_id) DO NOTHING
    RETURNING id, twiml, outcome, reason
  `;
});

/**
 * Stores the decision of the platform's webhook, unless one is stored already. Returns the stored decision: the first
 * one counts.
 */
export async function finishCall(
  pool: Queryable,
  id: string,
  decided: { twiml: string; outcome: CallOutcome; reason: FallbackReason | null; answerMs: number },
): Promise<string> {
  const [row] = await run<{ twiml: string }>(
    pool,
    Prisma.sql`
      UPDATE linekeeper.calls SET
        twiml = coalesce(twiml, ${decided.twiml}),
        outcome = CASE WHEN twiml IS NULL THEN ${decided.outcome} ELSE outcome END,
        reason = CASE WHEN twiml IS NULL THEN ${decided.reason} ELSE reason END,
        answer_ms = coalesce(answer_ms, ${decided.answerMs}::int)
      WHERE id = ${id}::bigint
      RETURNING twiml
    `,
  );
  return row?.twiml ?? decided.twiml;
}

/**
 * The answer for a copy of the request. From now on, the record can't be corrected, because the copy's caller gets this
 * answer. Null: it's too late for the copy.
 */
export async function keepCall(
  pool: Queryable,
  { id, answerBy }: Pick<NewCall, 'answerBy'> & { id: string },
): Promise<string | null> {
  const [row] = await run<{ twiml: string }>(
    pool,
    Prisma.sql`
      UPDATE linekeeper.calls SET correctable_by = NULL
      WHERE id = ${id}::bigint AND clock_timestamp() < to_timestamp(${answerBy}::float8)
      RETURNING twiml
    `,
  );
  return row?.twiml ?? null;
}

/**
 * Corrects the record of a call that was stored only after its caller had heard the fallback, and frees its place. Does
 * nothing if this request hasn't written the record, or if a copy was answered with it.
 */
export async function withdrawCall(
  pool: Queryable,
  { callSid, tenantId, correctableBy, answerMs }: Pick<NewCall, 'callSid' | 'tenantId' | 'correctableBy' | 'answerMs'>,
): Promise<void> {
  await run(
    pool,
    Prisma.sql`
      UPDATE linekeeper.calls SET outcome = 'FALLBACK', reason = 'DATABASE_TIMEOUT', target = NULL, slot = NULL,
        twiml = ${FALLBACK_TWIML}, answer_ms = ${answerMs}::int
      WHERE call_sid = ${callSid} AND tenant_id = ${tenantId} AND outcome <> 'FALLBACK'
        AND correctable_by = ${correctableBy}::uuid
    `,
  );
}

/**
 * Records how a call ended. The result of a forwarded call's second leg isn't overwritten, because it says more than
 * that the first leg was answered.
 */
export async function noteCallStatus(
  pool: Queryable,
  id: string,
  { status, ofForward, durationSeconds }: { status: string; ofForward: boolean; durationSeconds: number | null },
): Promise<void> {
  const hasEnded = ofForward || ENDED.has(status);
  await run(
    pool,
    Prisma.sql`
      UPDATE linekeeper.calls SET
        status = CASE WHEN ${ofForward}::boolean OR status IS NULL OR status = ANY(${UNDER_WAY}::text[])
          THEN ${status} ELSE status END,
        duration_seconds = coalesce(${durationSeconds}::int, duration_seconds),
        slot = CASE WHEN ${hasEnded}::boolean THEN NULL ELSE slot END
      WHERE id = ${id}::bigint
    `,
  );
}

const UNDER_WAY = ['queued', 'initiated', 'ringing', 'in-progress', 'answered'];
const ENDED: ReadonlySet<string> = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);
