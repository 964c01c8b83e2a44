import { CallHandling, EVENTS_PER_PAGE, type GetSettingsHistoryOutput, type SettingsEvent } from '@linekeeper/contract';
import { run } from '@linekeeper/postgres';
import { TRPCError } from '@trpc/server';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import { createEventIds } from '../line/event-ids.ts';
import { perDatabase } from '../store.ts';

interface Row {
  id: string;
  at: Date;
  setting: SettingsEvent['setting'];
  before: unknown;
  after: unknown;
  actorType: SettingsEvent['actor']['type'];
  actorName: string;
}

/** The changes of a tenant's settings, newest first. Throws BAD_REQUEST. */
export async function settingsHistory(handle: TenantHandle, cursor?: string): Promise<GetSettingsHistoryOutput> {
  const ids = eventIdsOf(handle);
  const before = cursor === undefined ? undefined : ids.open(cursor);
  if (before === null) throw new TRPCError({ code: 'BAD_REQUEST' });
  const rows = await run<Row>(
    handle.client,
    Prisma.sql`
      SELECT id, at, setting, before, after, actor_type AS "actorType", actor_name AS "actorName"
      FROM linekeeper.settings_events
      WHERE tenant_id = ${handle.tenant.id} AND (${before ?? null}::bigint IS NULL OR id < ${before ?? null}::bigint)
      ORDER BY id DESC LIMIT ${EVENTS_PER_PAGE + 1}::int
    `,
  );
  const page = rows.slice(0, EVENTS_PER_PAGE);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    events: page.map((row) => ({ ...toEvent(row), id: ids.seal(row.id) })),
    nextCursor: last ? ids.seal(last.id) : null,
  };
}

const eventIdsOf = perDatabase(({ budget }) => createEventIds(`settings ${budget.key}`));

function toEvent({ id, at, setting, before, after, actorType, actorName }: Row): SettingsEvent {
  const event = { id, at: at.toISOString(), actor: { type: actorType, name: actorName } };
  if (setting === 'CALL_HANDLING') {
    return { ...event, setting, before: toHandling(before), after: toHandling(after) };
  }
  if (setting === 'PROVIDER') {
    const replaced = (before as { names: string[] } | null)?.names ?? null;
    return { ...event, setting, names: (after as string[] | null) ?? [], replaced };
  }
  return { ...event, setting, before: before as string | null, after: after as string | null };
}

/** If today's rules would refuse a stored choice, it's treated as no choice. */
function toHandling(stored: unknown): CallHandling | null {
  return CallHandling.safeParse(stored).data ?? null;
}
