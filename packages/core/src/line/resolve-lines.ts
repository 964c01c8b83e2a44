import type { ResolvedLine } from '@linekeeper/contract';
import { type PhoneNumber, spellingsOf } from '@linekeeper/phone-number';
import { prepare, type Queryable } from '@linekeeper/postgres';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

interface Row {
  e164: string;
  tenant_id: string;
  name: string;
  timezone: string | null;
}

const FIND = prepare<{ spellings: PhoneNumber[]; onlyOf: TenantId | null }>(
  ({ spellings, onlyOf }) => Prisma.sql`
    SELECT l.e164, t.id AS tenant_id, t.name, t.timezone
    FROM linekeeper.lines l JOIN linekeeper.tenants t ON t.id = l.tenant_id
    WHERE l.e164 = ANY(${spellings}::text[]) AND (${onlyOf}::text IS NULL OR l.tenant_id = ${onlyOf}::text)
  `,
);

/**
 * Returns who holds each of these lines, in the same order. It's one statement, so all answers are from the same moment.
 * Nothing is cached. If nobody holds the given spelling of a line, its other spelling is looked up. With `onlyOf`, lines of
 * other tenants look like lines that nobody holds.
 */
export async function resolveLines(
  pool: Queryable,
  phoneNumbers: readonly PhoneNumber[],
  onlyOf: TenantId | null = null,
): Promise<(ResolvedLine | null)[]> {
  const spellings = phoneNumbers.map(spellingsOf);
  const rows = await FIND<Row>(pool, { spellings: spellings.flat(), onlyOf });
  const holders = new Map(rows.map((row) => [row.e164, row]));
  return spellings.map((each) => {
    const row = each.map((spelling) => holders.get(spelling)).find((holder) => holder !== undefined);
    return row ? { tenantId: row.tenant_id, tenantName: row.name, timezone: row.timezone } : null;
  });
}
