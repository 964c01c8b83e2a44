import { API_KEYS_PER_PAGE, type ApiKey, type ListApiKeysOutput } from '@linekeeper/contract';
import { run } from '@linekeeper/postgres';
import { authorizePlatform } from '../access/authorize.ts';
import type { Context } from '../access/context.ts';
import type { TenantHandle } from '../access/tenant-handle.ts';
import { Prisma } from '../generated/client.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import { API_KEY_COLUMNS, type ApiKeyRow, toApiKey } from './api-key.ts';

/** A key of any tenant. Null: a key of the platform. */
export interface OwnedApiKey extends ApiKey {
  tenant: { id: TenantId; name: string } | null;
}

/** A page of the tenant's keys, newest first, including revoked ones. No `cursor`: the first page. */
export async function listApiKeys({ client, tenant }: TenantHandle, cursor?: string): Promise<ListApiKeysOutput> {
  const rows = await run<ApiKeyRow>(
    client,
    Prisma.sql`
      SELECT ${API_KEY_COLUMNS} FROM linekeeper.api_keys k WHERE k.tenant_id = ${tenant.id} AND ${pageAfter(cursor)}
    `,
  );
  return toPage(rows, toApiKey);
}

/** For the operator: a page of the keys of all tenants and of the platform. */
export async function listEveryApiKey(
  ctx: Context,
  cursor?: string,
): Promise<{ keys: OwnedApiKey[]; nextCursor: string | null }> {
  const { client } = await authorizePlatform(ctx, 'platform:operate');
  const rows = await run<ApiKeyRow & { tenantId: TenantId | null; tenantName: string }>(
    client,
    Prisma.sql`
      SELECT ${API_KEY_COLUMNS}, t.id AS "tenantId", t.name AS "tenantName"
      FROM linekeeper.api_keys k LEFT JOIN linekeeper.tenants t ON t.id = k.tenant_id WHERE ${pageAfter(cursor)}
    `,
  );
  return toPage(rows, ({ tenantId, tenantName, ...row }) => ({
    ...toApiKey(row),
    tenant: tenantId && { id: tenantId, name: tenantName },
  }));
}

/** The rows after the cursor, and one more. The cursor is a position, so it works even if the last key is deleted. */
function pageAfter(cursor: string | undefined): Prisma.Sql {
  const [time, id = ''] = cursor?.split('.') ?? [];
  const at = new Date(Number.parseInt(time ?? '', 36));
  const after =
    cursor === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(k.created_at < ${at}::timestamptz OR (k.created_at = ${at}::timestamptz AND k.id > ${id}))`;
  return Prisma.sql`${after} ORDER BY k.created_at DESC, k.id LIMIT ${API_KEYS_PER_PAGE + 1}::int`;
}

function toPage<Row extends ApiKeyRow, Key>(rows: Row[], toKey: (row: Row) => Key) {
  const page = rows.slice(0, API_KEYS_PER_PAGE);
  const last = page.at(-1);
  const nextCursor = last && rows.length > page.length ? `${last.createdAt.getTime().toString(36)}.${last.id}` : null;
  return { keys: page.map(toKey), nextCursor };
}
