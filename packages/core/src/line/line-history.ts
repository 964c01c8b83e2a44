import { EVENTS_PER_PAGE, type LineEvent } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import { run } from '@linekeeper/postgres';
import { TRPCError } from '@trpc/server';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { perDatabase } from '../store.ts';
import { createEventIds } from './event-ids.ts';

/** A page of events, newest first, and the cursor of the next page. Null on the last page. */
export interface HistoryPage<Event> {
  events: Event[];
  nextCursor: string | null;
}

/** An event as an operator sees it. A tenant's name is null if the tenant was deleted. */
export interface OperatorLineEvent {
  id: string;
  at: Date;
  phoneNumber: PhoneNumber;
  kind: LineEvent['kind'];
  from: { tenantId: string; name: string | null } | null;
  to: { tenantId: string; name: string | null } | null;
  actor: { type: LineEvent['actor']['type']; id: string | null; name: string };
  reason: string | null;
  requestId: string | null;
}

interface Row {
  id: string;
  at: Date;
  e164: PhoneNumber;
  kind: LineEvent['kind'];
  from_tenant_id: string | null;
  to_tenant_id: string | null;
  actor_type: LineEvent['actor']['type'];
  actor_id: string | null;
  actor_name: string;
  reason: string | null;
  request_id: string | null;
}

/** The changes of a tenant's own lines, without reasons, because a reason can name another tenant. Throws BAD_REQUEST. */
export async function tenantHistory(handle: TenantHandle, cursor?: string): Promise<HistoryPage<LineEvent>> {
  const ids = eventIdsOf(handle);
  const tenantId = handle.tenant.id;
  const before = cursor === undefined ? undefined : ids.open(cursor);
  if (before === null) throw new TRPCError({ code: 'BAD_REQUEST' });
  const rows = await run<Row>(handle.client, ofTenant(tenantId, before));
  const { events, nextCursor } = toPage(
    rows,
    ({ id, at, e164, kind, to_tenant_id, actor_type, actor_name }): LineEvent => ({
      id: ids.seal(id),
      at: at.toISOString(),
      phoneNumber: e164,
      kind,
      change: to_tenant_id === tenantId ? 'GAINED' : 'LOST',
      actor: { type: actor_type, name: actor_name },
    }),
  );
  return { events, nextCursor: nextCursor && ids.seal(nextCursor) };
}

const eventIdsOf = perDatabase(({ budget }) => createEventIds(budget.key));

/** For the operator: all changes of one line, or of all lines of one tenant. */
export async function operatorHistory(
  ctx: Context,
  of: { phoneNumber: PhoneNumber } | { tenantId: string },
  cursor?: string,
): Promise<HistoryPage<OperatorLineEvent>> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  const rows = await run<Row>(
    client,
    'tenantId' in of ? ofTenant(of.tenantId, cursor) : ofLine(of.phoneNumber, cursor),
  );
  const ids = rows.flatMap((row) => [row.from_tenant_id, row.to_tenant_id]).filter((id) => id !== null);
  const tenants = await run<{ id: string; name: string }>(
    client,
    Prisma.sql`SELECT id, name FROM linekeeper.tenants WHERE id = ANY(${[...new Set(ids)]}::text[])`,
  );
  const names = new Map(tenants.map(({ id, name }) => [id, name]));
  const tenant = (id: string | null) => (id === null ? null : { tenantId: id, name: names.get(id) ?? null });
  return toPage(rows, (row) => ({
    id: row.id,
    at: row.at,
    phoneNumber: row.e164,
    kind: row.kind,
    from: tenant(row.from_tenant_id),
    to: tenant(row.to_tenant_id),
    actor: { type: row.actor_type, id: row.actor_id, name: row.actor_name },
    reason: row.reason,
    requestId: row.request_id,
  }));
}

const COLUMNS = Prisma.sql`
  id, at, e164, kind, from_tenant_id, to_tenant_id, actor_type, actor_id, actor_name, reason, request_id
`;
const NEWEST = Prisma.sql`ORDER BY id DESC LIMIT ${EVENTS_PER_PAGE + 1}`;

/** Two index scans. A single query with OR would read and sort all events of the tenant for each page. */
function ofTenant(tenantId: string, cursor: string | undefined): Prisma.Sql {
  const before = olderThan(cursor);
  return Prisma.sql`
    (SELECT ${COLUMNS} FROM linekeeper.line_events WHERE to_tenant_id = ${tenantId} AND ${before} ${NEWEST})
    UNION ALL
    (SELECT ${COLUMNS} FROM linekeeper.line_events WHERE from_tenant_id = ${tenantId} AND ${before} ${NEWEST})
    ${NEWEST}
  `;
}

function ofLine(phoneNumber: PhoneNumber, cursor: string | undefined): Prisma.Sql {
  return Prisma.sql`
    SELECT ${COLUMNS} FROM linekeeper.line_events WHERE e164 = ${phoneNumber} AND ${olderThan(cursor)} ${NEWEST}
  `;
}

function olderThan(cursor: string | undefined): Prisma.Sql {
  return cursor === undefined ? Prisma.sql`true` : Prisma.sql`id < ${cursor}::bigint`;
}

function toPage<Event>(rows: Row[], toEvent: (row: Row) => Event): HistoryPage<Event> {
  const page = rows.slice(0, EVENTS_PER_PAGE);
  return {
    events: page.map(toEvent),
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}
