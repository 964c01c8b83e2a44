import { FALLBACK_REASONS, printableName, type RouteExplanation } from '@linekeeper/contract';
import { formatPhoneNumber, type PhoneNumber, parsePhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { type Queryable, run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { CALL_COLUMNS, type CallRow, callIdsOf, toCallRecord } from './call-log.ts';

/** How far a call can be from the time that is asked about. */
const NEARBY = '5 minutes';

type Holder = NonNullable<RouteExplanation['holder']>;
type Row = Omit<Holder, 'actor' | 'since'> & {
  since: Date;
  actorType: Holder['actor']['type'];
  actorName: string;
};

/**
 * Explains how a call to a line was handled at a given time: who held the line, and the call nearest to that time. A
 * tenant learns only about times at which it held the line, and about its own calls.
 */
export async function explainRoute(
  handle: TenantHandle,
  phoneNumber: PhoneNumber,
  at: Date,
): Promise<RouteExplanation> {
  const { call, ...rest } = await explain(handle.client, { phoneNumber, at, onlyOf: handle.tenant.id });
  return { ...rest, call: call && { ...call, id: callIdsOf(handle).seal(call.id) } };
}

/** The same for the operator, about any tenant. */
export async function explainAnyRoute(ctx: Context, phoneNumber: PhoneNumber, at: Date): Promise<RouteExplanation> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  return explain(client, { phoneNumber, at, onlyOf: null });
}

async function explain(
  pool: Queryable,
  { phoneNumber, at, onlyOf }: { phoneNumber: PhoneNumber; at: Date; onlyOf: TenantId | null },
): Promise<RouteExplanation> {
  const spellings = spellingsOf(phoneNumber);
  const [[change], [nearest]] = await Promise.all([
    run<Row>(
      pool,
      Prisma.sql`
        SELECT e.to_tenant_id AS "tenantId", t.name AS "tenantName", e.at AS since, e.kind,
          e.actor_type AS "actorType", e.actor_name AS "actorName"
        FROM (
          SELECT to_tenant_id, at, kind, actor_type, actor_name FROM linekeeper.line_events
          WHERE e164 = ANY(${spellings}::text[]) AND at <= ${at}
            -- Not a number that a decision took from a company that didn't hold the line.
            AND (kind <> 'ASSIGNED' OR to_tenant_id IS NOT NULL)
          ORDER BY id DESC LIMIT 1
        ) AS e LEFT JOIN linekeeper.tenants t ON t.id = e.to_tenant_id
        WHERE e.to_tenant_id IS NOT NULL AND (${onlyOf}::text IS NULL OR e.to_tenant_id = ${onlyOf}::text)
      `,
    ),
    run<CallRow>(
      pool,
      Prisma.sql`
        SELECT ${CALL_COLUMNS} FROM linekeeper.calls
        WHERE e164 = ANY(${spellings}::text[]) AND (${onlyOf}::text IS NULL OR tenant_id = ${onlyOf}::text)
          AND at BETWEEN ${at}::timestamptz - ${NEARBY}::interval AND ${at}::timestamptz + ${NEARBY}::interval
        ORDER BY abs(extract(epoch FROM at - ${at}::timestamptz)) LIMIT 1
      `,
    ),
  ]);
  const holder = change ? toHolder(change) : null;
  const call = nearest ? toCallRecord(nearest) : null;
  const explained = { phoneNumber, at: at.toISOString(), holder, call };
  return { ...explained, text: describe(explained, onlyOf !== null) };
}

function toHolder({ actorType, actorName, since, ...row }: Row): Holder {
  return {
    ...row,
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
  const nobody = toTenant ? `your company didn't hold the line ${line}` : `nobody held the line ${line}`;
  const held = holder
    ? `the line ${line} had belonged to ${printableName(holder.tenantName ?? `${holder.tenantId} (deleted)`)} since ${day(holder.since)} (${VERBS[holder.kind]} ${printableName(holder.actor.name)})`
    : nobody;
  return `At ${minute(at)} ${held}. ${call ? describeCall(call) : 'There is no call record within five minutes of that time.'}`;
}

const DEEDS = {
  PENDING: "the platform's voice webhook hasn't answered",
  FORWARDED: 'forwarded',
  SIP: 'sent by SIP',
  STREAM: 'streamed',
  PLATFORM: "answered by the platform's voice webhook",
  GREETED: 'greeted',
  FALLBACK: "the caller heard that the call can't be connected",
} as const satisfies Record<NonNullable<RouteExplanation['call']>['outcome'], string>;

function describeCall(call: NonNullable<RouteExplanation['call']>): string {
  const parts = [
    call.simulated ? "simulated, the provider wasn't involved" : 'signature valid',
    describeDeed(call),
    ...(call.answerMs === null ? [] : [`decided in ${call.answerMs} ms`]),
    ...(call.status === null ? [] : [`final status: ${call.status}`]),
    ...(call.durationSeconds === null ? [] : [`lasted ${call.durationSeconds} s`]),
  ];
  return `Call at ${second(call.at)}: ${parts.join('; ')}.`;
}

function describeDeed({ outcome, reason, target }: NonNullable<RouteExplanation['call']>): string {
  const parsed = target === null ? null : parsePhoneNumber(target);
  const where = parsed?.ok ? formatPhoneNumber(parsed.data) : target;
  if (reason) return `${DEEDS[outcome]}, because ${FALLBACK_REASONS[reason]}${where ? ` (${where})` : ''}`;
  return where ? `${DEEDS[outcome]} to ${where}` : DEEDS[outcome];
}

const minute = (at: string) => `${at.slice(0, 16).replace('T', ' ')} UTC`;
const second = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;
const day = (at: string) => at.slice(0, 10);
