import type { RouteExplanation } from '@linekeeper/contract';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { Queryable } from '@linekeeper/postgres';
import { type ApiKey, toApiKey } from '../api-key/api-key.ts';
import { type ApiKeyPage, pageAfter, toPage } from '../api-key/api-key-page.ts';
import { type PlatformKeyRows, platformKeyRows, revokeWhere } from '../api-key/api-key-rows.ts';
import { explainRoute } from '../call/explain-route.ts';
import type { PrismaClient } from '../generated/client.ts';
import { invitationRows } from '../invitation/invitation-rows.ts';
import type { Cause } from '../line/cause.ts';
import { type HistoryPage, type OperatorLineEvent, operatorHistory } from '../line/line-history.ts';
import { type EncryptedSecrets, encryptSecrets } from '../provider/encrypt-secrets.ts';
import type { KeyRing } from '../provider/key-ring.ts';
import { type DeleteTenantAnswer, deleteTenant } from './delete-tenant.ts';
import type { TenantId } from './tenant-id.ts';

/** A company as the operator sees it. */
export interface TenantSummary {
  id: TenantId;
  name: string;
  country: string | null;
  phoneNumber: PhoneNumber | null;
  /** How many members it has. */
  people: number;
  createdAt: Date;
}

/** A key of any tenant. Null: a key of the platform. */
export interface OwnedApiKey extends ApiKey {
  tenant: { id: TenantId; name: string } | null;
}

/** What the operator does across tenants. Only the command line uses it; requests can't reach it. */
export interface OperatorRows {
  tenants(): Promise<TenantSummary[]>;
  /** The id of an existing tenant. Null if no tenant has this id. */
  findTenant(id: string): Promise<TenantId | null>;
  /** Withdraws an invitation to any tenant. False: no open invitation has this id. */
  withdrawInvitation(id: string): Promise<boolean>;
  deleteTenant(tenantId: TenantId, options: { releaseNumber: boolean; cause: Cause }): Promise<DeleteTenantAnswer>;
  readonly platformKeys: PlatformKeyRows;
  /** A page of the keys of all tenants and the platform, newest first. No `cursor`: the first page. */
  apiKeys(cursor?: string): Promise<ApiKeyPage<OwnedApiKey>>;
  /** A page of all changes of one line, or of all lines of one tenant, newest first. */
  lineHistory(
    of: { phoneNumber: PhoneNumber } | { tenantId: string },
    cursor?: string,
  ): Promise<HistoryPage<OperatorLineEvent>>;
  /** Why a call to any line at some time went where it went. */
  explainRoute(phoneNumber: PhoneNumber, at: Date): Promise<RouteExplanation>;
  /** Encrypts provider secrets that stand in clear or under an older key, while servers go on. */
  encryptSecrets(): Promise<EncryptedSecrets>;
  /** Revokes any key. False: no active key has this id. */
  revokeApiKey(id: string): Promise<boolean>;
}

export function operatorRows(
  { prisma, pool, ring }: { prisma: PrismaClient; pool: Queryable; ring: KeyRing },
  onKeyRevoked: (id: string) => void,
): OperatorRows {
  return {
    async tenants() {
      const rows = await prisma.tenant.findMany({
        include: { line: true, _count: { select: { members: true } } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ id, name, country, line, createdAt, _count }) => ({
        id: id as TenantId,
        name,
        country,
        phoneNumber: (line?.e164 ?? null) as PhoneNumber | null,
        people: _count.members,
        createdAt,
      }));
    },
    async findTenant(id) {
      const row = await prisma.tenant.findUnique({ where: { id }, select: { id: true } });
      return row && (row.id as TenantId);
    },
    async withdrawInvitation(id) {
      const row = await prisma.invitation.findUnique({ where: { id }, select: { organizationId: true } });
      return row !== null && invitationRows(prisma, row.organizationId as TenantId).withdraw(id);
    },
    deleteTenant: (tenantId, options) => deleteTenant(pool, tenantId, options),
    platformKeys: platformKeyRows(prisma, onKeyRevoked),
    async apiKeys(cursor) {
      const include = { tenant: { select: { id: true, name: true } } };
      const { keys, nextCursor } = toPage(await prisma.apiKey.findMany({ include, ...pageAfter(cursor) }));
      return {
        keys: keys.map(({ tenant, ...row }) => ({
          ...toApiKey(row),
          tenant: tenant && { id: tenant.id as TenantId, name: tenant.name },
        })),
        nextCursor,
      };
    },
    explainRoute: (phoneNumber, at) => explainRoute(pool, { phoneNumber, at, onlyOf: null }),
    encryptSecrets: () => encryptSecrets(pool, ring),
    lineHistory: (of, cursor) => operatorHistory(pool, of, cursor),
    async revokeApiKey(id) {
      const { count } = await revokeWhere(prisma, { id }, onKeyRevoked);
      return count > 0;
    },
  };
}
