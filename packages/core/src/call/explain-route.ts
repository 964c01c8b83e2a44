import { FALLBACK_REASONS, type RouteExplanation } from '@linekeeper/contract';
import { formatPhoneNumber, type PhoneNumber } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { CALL_COLUMNS, type CallRow, toCallRecord } from './call-log.ts';

/** How far a call can be from the time that is asked about. */
const NEARBY = '5 minutes';

type Holder = NonNullable<RouteExplanation['holder']>;
type Row = Omit<Holder, 'actor' | 'since' | 'tenantId'> & {
  tenantId: string | null;
  since: Date;
  actorType: Holder['actor']['type'];
  actorName: string;
};

/**
 * Why a call to a line at some time went where it went: who held the line, and the call nearest to that time. `onlyOf`: a
 * tenant learns only of times at which it held the line, and of its own calls.
 */
export async function explainRoute(
  pool: Queryable,
  { phoneNumber, at, onlyOf }: { phoneNumber: PhoneNumber; at: Date; onlyOf: TenantId | null },
): Promise<RouteExplanation> {
  const [[change], [nearest]] = await Promise.all([
    run<Row>(
      pool,
      Prisma.sql`
        SELECT e.to_tenant_id AS "tenantId", t.name AS "tenantName", e.at AS since, e.kind,
          e.actor_type AS "actorType", e.actor_name AS "actorName"
        FROM linekeeper.line_events e LEFT JOIN linekeeper.tenants t ON t.id = e.to_tenant_id
        WHERE e.e164 = ${phoneNumber} AND e.at <= ${at}
        ORDER BY e.id DESC LIMIT 1
      `,
    ),
    run<CallRow>(
      pool,
      Prisma.sql`
        SELECT ${CALL_COLUMNS} FROM linekeeper.calls
        WHERE e164 = ${phoneNumber} AND (${onlyOf}::text IS NULL OR tenant_id = ${onlyOf}::text)
          AND at BETWEEN ${at}::timestamptz - ${NEARBY}::interval AND ${at}::timestamptz + ${NEARBY}::interval
        ORDER BY abs(extract(epoch FROM at - ${at}::timestamptz)) LIMIT 1
      `,
    ),
  ]);
  const isVisible = change?.tenantId != null && (onlyOf === null || change.tenantId === onlyOf);
  const holder = isVisible ? toHolder(change) : null;
  const call = nearest ? toCallRecord(nearest) : null;
  const explained = { phoneNumber, at: at.toISOString(), holder, call };
  return { ...explained, text: describe(explained, onlyOf !== null) };
}

function toHolder({ tenantId, actorType, actorName, since, ...row }: Row): Holder {
  return {
    ...row,
    tenantId: tenantId as string,
    since: since.toISOString(),
    actor: { type: actorType, name: actorName },
  };
}

const VERBS = {
  CLAIMED: 'claimed by',
  RELEASED: 'released by',
  MOVED: 'moved from the legacy system by',
  ASSIGNED: 'assigned by',
  TENANT_DELETED: 'deleted by',
} as const satisfies Record<Holder['kind'], string>;

function describe({ phoneNumber, at, holder, call }: Omit<RouteExplanation, 'text'>, toTenant: boolean): string {
  const line = formatPhoneNumber(phoneNumber);
  const nobody = toTenant ? `your company didn’t hold the line ${line}` : `nobody held the line ${line}`;
  const held = holder
    ? `the line ${line} belonged to ${holder.tenantName ?? `${holder.tenantId} (deleted)`} since ${day(holder.since)} (${VERBS[holder.kind]} ${holder.actor.name})`
    : nobody;
  return `At ${minute(at)} ${held}. ${call ? describeCall(call) : 'No call on record within five minutes of that time.'}`;
}

const DEEDS = {
  PENDING: 'the platform’s voice webhook hasn’t answered',
  FORWARDED: 'forwarded',
  SIP: 'sent by SIP',
  STREAM: 'streamed',
  PLATFORM: 'answered by the platform’s voice webhook',
  GREETED: 'greeted',
  FALLBACK: 'the caller was told that the call can’t be connected',
} as const satisfies Record<NonNullable<RouteExplanation['call']>['outcome'], string>;

function describeCall(call: NonNullable<RouteExplanation['call']>): string {
  const parts = [
    call.simulated ? 'simulated, the provider wasn’t involved' : 'signature valid',
    `${DEEDS[call.outcome]}${call.reason ? `, because ${FALLBACK_REASONS[call.reason]}` : ''}${call.target ? ` to ${call.target}` : ''}`,
    ...(call.answerMs === null ? [] : [`decided in ${call.answerMs} ms`]),
    ...(call.status === null ? [] : [`ended as ${call.status}`]),
    ...(call.durationSeconds === null ? [] : [`lasted ${call.durationSeconds} s`]),
  ];
  return `Call at ${second(call.at)}: ${parts.join('; ')}.`;
}

const minute = (at: string) => `${at.slice(0, 16).replace('T', ' ')} UTC`;
const second = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;
const day = (at: string) => at.slice(0, 10);
