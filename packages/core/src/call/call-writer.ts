import type { CallOutcome, FallbackReason } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
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
  decision: CallDecision;
  /** How many calls the tenant can forward at once. */
  forwardsAtOnce: number;
  answerMs: number;
  simulated: boolean;
}

/** Each loser of a race for a place has lost it to another call. */
const RUNS = 20;

/**
 * Records a call, with what the provider is told. Null: the tenant doesn't hold the line any more, or the call is on record
 * already. A call that takes a place, but finds none free, gets the fallback. The unique constraint on places decides.
 */
export async function recordCall(pool: Queryable, call: NewCall): Promise<RecordedCall | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [recorded] = await run<RecordedCall>(pool, recordStatement(call));
      return recorded ?? null;
    } catch (error) {
      if (violatedConstraint(error) !== 'calls_slot_key' || attempt === RUNS) throw error;
    }
  }
}

function recordStatement({ callSid, line, tenantId, decision, ...call }: NewCall): Prisma.Sql {
  // A simulated call forwards nothing.
  const takesPlace = decision.takesPlace && !call.simulated;
  const ended = Prisma.sql`at < now() - make_interval(secs => ${FORWARD_MAX_SECONDS}::int)`;
  return Prisma.sql`
    WITH held AS (
      SELECT e164 FROM linekeeper.lines WHERE e164 = ${line} AND tenant_id = ${tenantId}
    ), freed AS (
      UPDATE linekeeper.calls SET slot = NULL
      WHERE ${takesPlace}::boolean AND tenant_id = ${tenantId} AND slot IS NOT NULL AND ${ended}
      RETURNING id
    ), place AS (
      SELECT min(n) AS slot FROM generate_series(1, ${call.forwardsAtOnce}::int) AS n
      WHERE ${takesPlace}::boolean
        AND NOT EXISTS (SELECT FROM linekeeper.calls WHERE tenant_id = ${tenantId} AND slot = n AND NOT ${ended})
    ), decided AS (
      SELECT slot, ${takesPlace}::boolean AND slot IS NULL AS refused FROM place
    )
    INSERT INTO linekeeper.calls (call_sid, e164, tenant_id, outcome, reason, target, twiml, answer_ms, slot, simulated)
    SELECT ${callSid}, held.e164, ${tenantId},
      CASE WHEN refused THEN 'FALLBACK' ELSE ${decision.outcome}::text END,
      CASE WHEN refused THEN 'TOO_MANY_CALLS' ELSE ${decision.reason}::text END,
      ${decision.target}::text,
      CASE WHEN refused THEN ${FALLBACK_TWIML}::text ELSE ${decision.twiml}::text END,
      ${decision.twiml === null ? null : call.answerMs}::int, slot, ${call.simulated}::boolean
    FROM held, decided
    -- Counting makes this wait for the places that are freed.
    WHERE (SELECT count(*) FROM freed) >= 0
    ON CONFLICT (call_sid, tenant_id) DO NOTHING
    RETURNING id, twiml, outcome, reason
  `;
}

/**
 * Writes what the platform's webhook decided, unless that has been written already. Returns what stands there then: the
 * first one decides what the provider is told.
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
 * Notes what became of a call. What the second half of a forwarded call ended with says more than that the first half was
 * answered, so it stays.
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
