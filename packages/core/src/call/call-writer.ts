import type { CallOutcome, FallbackReason } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { prepare, type Queryable, retry, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { violatedConstraint } from '../line/line-constraint.ts';
import { patience, sharedStatement } from '../shared-statement.ts';
import { type DatabaseScope, perDatabase } from '../store.ts';
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
 * late. A call that needs a place gets the fallback if none is free. The unique constraint on places decides. Calls that come in
 * together share one statement.
 */
export async function recordCall(db: DatabaseScope, call: NewCall): Promise<RecordedCall | null> {
  const hasLostRace = (error: unknown) => violatedConstraint(error) === 'calls_slot_key';
  return retry(() => record(db)(call), { retries: RETRIES, when: hasLostRace });
}

const record = perDatabase((store) =>
  sharedStatement<NewCall, RecordedCall | null>(store, {
    // A place is only free or taken in the statement after the one that took it.
    keysOf: (call) => (takesPlace(call) ? [call.callSid, call.tenantId] : [call.callSid]),
    async answer(calls, isPatient) {
      const rows = await RECORD<RecordedCall & { callSid: string }>(store.client, {
        callSids: calls.map(({ callSid }) => callSid),
        lines: calls.map(({ line }) => line),
        tenantIds: calls.map(({ tenantId }) => tenantId),
        ofPlatform: calls.map(({ ofPlatform }) => ofPlatform),
        takesPlace: calls.map(takesPlace),
        forwardsAtOnce: calls.map(({ forwardsAtOnce }) => forwardsAtOnce),
        outcomes: calls.map(({ decision }) => decision.outcome),
        reasons: calls.map(({ decision }) => decision.reason),
        targets: calls.map(({ decision }) => decision.target),
        twimls: calls.map(({ decision }) => decision.twiml),
        answerMs: calls.map(({ decision, answerMs }) => (decision.twiml === null ? null : answerMs)),
        simulated: calls.map(({ simulated }) => simulated),
        answerBy: calls.map(({ answerBy }) => answerBy),
        correctableBy: calls.map(({ correctableBy }) => correctableBy),
        fallbackTwiml: FALLBACK_TWIML,
        isPatient,
      });
      const recorded = new Map(rows.map(({ callSid, ...row }) => [callSid, row]));
      return calls.map(({ callSid }) => recorded.get(callSid) ?? null);
    },
  }),
);

/** A simulated call forwards nothing. */
function takesPlace({ decision, simulated }: NewCall): boolean {
  return decision.takesPlace && !simulated;
}

/** Those at the same position are of one call. */
interface RecordValues {
  callSids: string[];
  lines: PhoneNumber[];
  tenantIds: TenantId[];
  ofPlatform: boolean[];
  takesPlace: boolean[];
  forwardsAtOnce: number[];
  outcomes: CallOutcome[];
  reasons: (FallbackReason | null)[];
  targets: (string | null)[];
  twimls: (string | null)[];
  answerMs: (number | null)[];
  simulated: boolean[];
  answerBy: number[];
  correctableBy: string[];
  fallbackTwiml: string;
  isPatient: boolean;
}

const ENDED_LONG_AGO = Prisma.sql`at < now() - make_interval(secs => ${Prisma.raw(String(FORWARD_MAX_SECONDS))})`;

const RECORD = prepare<RecordValues>(
  (v) => Prisma.sql`
    WITH asked AS (
      SELECT * FROM unnest(
        ${v.callSids}::text[], ${v.lines}::text[], ${v.tenantIds}::text[], ${v.ofPlatform}::boolean[], ${v.takesPlace}::boolean[],
        ${v.forwardsAtOnce}::int[], ${v.outcomes}::text[], ${v.reasons}::text[], ${v.targets}::text[], ${v.twimls}::text[],
        ${v.answerMs}::int[], ${v.simulated}::boolean[], ${v.answerBy}::float8[], ${v.correctableBy}::uuid[]
      ) AS asked (
        call_sid, line, tenant_id, of_platform, takes_place, forwards_at_once, outcome, reason, target, twiml, answer_ms, simulated,
        answer_by, correctable_by
      )
      WHERE ${patience(v.isPatient)}
    ), freed AS (
      UPDATE linekeeper.calls SET slot = NULL FROM asked
      WHERE asked.takes_place AND calls.tenant_id = asked.tenant_id AND slot IS NOT NULL AND ${ENDED_LONG_AGO}
      RETURNING id
    ), decided AS (
      SELECT asked.*, slot, takes_place AND slot IS NULL AS refused
      FROM asked CROSS JOIN LATERAL (
        SELECT min(n) AS slot FROM generate_series(1, CASE WHEN takes_place THEN forwards_at_once ELSE 0 END) AS n
        WHERE NOT EXISTS (
          SELECT FROM linekeeper.calls WHERE calls.tenant_id = asked.tenant_id AND slot = n AND NOT ${ENDED_LONG_AGO}
        )
      ) AS place
    )
    INSERT INTO linekeeper.calls (
      call_sid, e164, tenant_id, outcome, reason, target, twiml, answer_ms, slot, simulated, of_platform, correctable_by
    )
    SELECT call_sid, held.e164, held.tenant_id,
      CASE WHEN refused THEN 'FALLBACK' ELSE outcome END,
      CASE WHEN refused THEN 'TOO_MANY_CALLS' ELSE reason END,
      target,
      CASE WHEN refused THEN ${v.fallbackTwiml} ELSE twiml END,
      answer_ms, slot, simulated, of_platform, correctable_by
    FROM decided JOIN linekeeper.lines held ON held.e164 = decided.line AND held.tenant_id = decided.tenant_id
    -- Counting makes this wait for the places that are freed. Only then is the clock read.
    WHERE CASE WHEN (SELECT count(*) FROM freed) >= 0 THEN clock_timestamp() < to_timestamp(answer_by) END
    ON CONFLICT (call_sid, tenant_id) DO NOTHING
    RETURNING id, call_sid AS "callSid", twiml, outcome, reason
  `,
);

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
