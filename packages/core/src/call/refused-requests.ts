import type { RefusedRequest } from '@linekeeper/contract';
import { type Queryable, run } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import { acceptedAccounts } from '../provider/provider-credentials.ts';
import type { Store } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { CallRoute } from './call-route.ts';
import { CALLS_COUNT_FROM } from './calls-count-from.ts';

/**
 * How long a refused request waits until it's noted. The answer has been sent by then, so it takes as long as for a number
 * that nobody holds. Requests of the same second are noted by one statement.
 */
const DELAY_MS = 1_000;
/** How many lines can wait. Further ones aren't noted. */
const MAX_LINES = 1_000;

interface Refused {
  route: Omit<CallRoute, 'earlier'>;
  /** As the request named it. */
  accountSid: string;
  /** The check that failed. ADDRESS and METHOD are known only of a request whose signature matches. */
  refused: string;
}

/** Notes, for the company that holds the line, that a request was refused. Returns at once and never throws. */
export type NoteRefused = (route: Refused['route'], request: Omit<Refused, 'route'>) => void;

/** Anybody can send requests that are refused, so each line's row is written at most once a minute. */
export function openRefusedRequests(store: Pick<Store, 'client' | 'ring' | 'voice'>): NoteRefused {
  const waiting = new Map<TenantId, Refused>();
  let isScheduled = false;

  function schedule() {
    isScheduled = true;
    setTimeout(() => void write(), DELAY_MS).unref();
  }

  async function write() {
    const rows = [...waiting.values()].map((one) => toRow(store, one));
    waiting.clear();
    // If the database is away, nothing is noted.
    await noteAll(store.client, rows).catch(() => {});
    // One statement at a time, so that a flood of requests takes one connection.
    if (waiting.size > 0) schedule();
    else isScheduled = false;
  }

  return (route, { accountSid, refused }) => {
    if (waiting.size >= MAX_LINES) return;
    waiting.set(route.tenantId, { route, accountSid, refused });
    if (!isScheduled) schedule();
  };
}

interface Row {
  tenantId: TenantId;
  line: string;
  at: number;
  reason: RefusedRequest['reason'];
}

function toRow(store: Pick<Store, 'ring' | 'voice'>, { route, accountSid, refused }: Refused): Row {
  const { tenantId, line, readAt: at } = route;
  if (refused === 'ADDRESS') return { tenantId, line, at, reason: 'SWAPPED_ADDRESSES' };
  if (refused === 'METHOD') return { tenantId, line, at, reason: 'WRONG_METHOD' };
  const accounts = acceptedAccounts(store, tenantId, route);
  if (accounts.length === 0) return { tenantId, line, at, reason: 'NO_ACCOUNT' };
  const isAccepted = accounts.some((one) => one.accountSid === accountSid);
  return { tenantId, line, at, reason: isAccepted ? 'SIGNATURE' : 'OTHER_ACCOUNT' };
}

/**
 * A row that is too new isn't written at all, not even locked. One from before the number or the account changed isn't shown
 * any more, so it's replaced at once: people change the account and call again. Swapped addresses
 * and a wrong method are noted at once, too: unlike the other reasons, they need a signature.
 */
async function noteAll(client: Queryable, rows: readonly Row[]): Promise<void> {
  const [tenantIds, lines, times, reasons] = (['tenantId', 'line', 'at', 'reason'] as const).map((name) =>
    rows.map((row) => row[name]),
  );
  await run(
    client,
    Prisma.sql`
      INSERT INTO linekeeper.refused_requests AS r (tenant_id, at, reason)
      SELECT t.id, to_timestamp(g.at), g.reason
      FROM unnest(${tenantIds}::text[], ${lines}::text[], ${times}::float8[], ${reasons}::text[])
          AS g (tenant_id, line, at, reason)
        JOIN linekeeper.lines l ON l.tenant_id = g.tenant_id AND l.e164 = g.line
        JOIN linekeeper.tenants t ON t.id = l.tenant_id
        LEFT JOIN linekeeper.refused_requests old ON old.tenant_id = t.id
      WHERE old.at IS NULL OR old.at < to_timestamp(g.at) - interval '1 minute' OR old.at <= ${CALLS_COUNT_FROM}
        OR (g.reason IN ('SWAPPED_ADDRESSES', 'WRONG_METHOD') AND old.reason <> g.reason)
      ON CONFLICT (tenant_id) DO UPDATE SET at = excluded.at, reason = excluded.reason WHERE r.at < excluded.at
    `,
  );
}
