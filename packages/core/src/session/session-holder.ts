import { prepare, type Queryable } from '@linekeeper/postgres';
import DataLoader from 'dataloader';
import { Prisma } from '../generated/client.ts';
import { COUNTRY } from '../settings/set-country.ts';
import { type DatabaseScope, perDatabase, STORE } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** The tenant that a session acts for, and the person's role there. */
export interface Membership {
  tenantId: TenantId;
  tenantName: string;
  country: string | null;
  role: string;
}

/** The person behind a session. */
export interface SessionHolder {
  userId: string;
  name: string;
  email: string;
  /**
   * NO_TENANT: the person isn't a member of any tenant. NOT_CHOSEN: the person isn't a member of the chosen tenant any more, or
   * is a member of several and has never chosen. NOT_A_MEMBER: the named tenant doesn't exist or the person isn't a member.
   */
  membership: Membership | 'NO_TENANT' | 'NOT_CHOSEN' | 'NOT_A_MEMBER';
}

interface Row {
  /** The position of the look-up in the batch, from 1. */
  position: number;
  user_id: string;
  name: string;
  email: string;
  active_tenant_id: string | null;
  tenant_id: TenantId | null;
  tenant_name: string;
  country: string | null;
  role: string;
  memberships: number;
}

interface Asked {
  token: string;
  named: string | undefined;
}

/**
 * Returns the person of a session, or null if the token is unknown or has expired. The tenant is the one that the request
 * names (`named`), otherwise the chosen one, otherwise the person's only one. It's never a guess: if the chosen tenant is gone, the person must choose
 * again. Requests that arrive together share one statement. Nothing is cached, so signing out takes effect immediately.
 */
export async function findSessionHolder(
  db: DatabaseScope,
  token: string,
  named?: string,
): Promise<SessionHolder | null> {
  const holder = await loaderOf(db).load({ token, named });
  return holder && db[STORE].isRefused(holder.email) ? null : holder;
}

const loaderOf = perDatabase(
  ({ client }) =>
    new DataLoader((asked: readonly Asked[]) => findSessionHolders(client, asked), {
      cache: false,
      // Runs after all requests that have arrived so far.
      batchScheduleFn: setImmediate,
    }),
);

const FIND = prepare<{ tokens: string[]; named: (string | null)[] }>(
  ({ tokens, named }) => Prisma.sql`
    SELECT asked.position::int, holder.*
    FROM unnest(${tokens}::text[], ${named}::text[]) WITH ORDINALITY AS asked (token, named, position)
    CROSS JOIN LATERAL (
      SELECT u.id AS user_id, u.name, u.email, s.active_tenant_id, m.tenant_id, t.name AS tenant_name, ${COUNTRY} AS country, m.role,
        (count(m.id) OVER ())::int AS memberships
      FROM linekeeper.sessions s
      JOIN linekeeper.users u ON u.id = s.user_id
      LEFT JOIN linekeeper.members m ON m.user_id = s.user_id
      LEFT JOIN linekeeper.tenants t ON t.id = m.tenant_id
      WHERE s.token = asked.token AND s.expires_at > now()
      ORDER BY m.tenant_id IS NOT DISTINCT FROM coalesce(asked.named, s.active_tenant_id) DESC
      LIMIT 1
    ) AS holder
  `,
);

async function findSessionHolders(client: Queryable, asked: readonly Asked[]): Promise<(SessionHolder | null)[]> {
  const found = await FIND<Row>(client, {
    tokens: asked.map(({ token }) => token),
    named: asked.map(({ named }) => named ?? null),
  });
  const holders = asked.map((): SessionHolder | null => null);
  for (const row of found) {
    const { user_id: userId, name, email, position } = row;
    const named = asked[position - 1]?.named;
    holders[position - 1] = { userId, name, email, membership: membershipOf(row, named) };
  }
  return holders;
}

function membershipOf(row: Row, named: string | undefined): SessionHolder['membership'] {
  const { tenant_id, tenant_name, country, role, memberships } = row;
  const wanted = named ?? row.active_tenant_id;
  if (tenant_id !== null && (wanted === null ? memberships === 1 : wanted === tenant_id)) {
    return { tenantId: tenant_id, tenantName: tenant_name, country, role };
  }
  if (named !== undefined) return 'NOT_A_MEMBER';
  return memberships === 0 ? 'NO_TENANT' : 'NOT_CHOSEN';
}
