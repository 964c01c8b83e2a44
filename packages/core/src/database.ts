import type { SessionTenant } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import {
  createPool,
  createStatementNames,
  describeConnection,
  describeServingRole,
  type HostTransaction,
  inHostTransaction,
  inTransaction,
  isMigrated,
  migrationNames,
  type PoolConnection,
  type Queryable,
  type ServingRole,
  withoutNames,
} from '@linekeeper/postgres';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { ActingTenant } from './access/principal.ts';
import { createApiKeyCheck } from './api-key/api-key-check.ts';
import { type ApiKeyHolder, findApiKey, noteApiKeyUse } from './api-key/api-key-holder.ts';
import { type CallDesk, createCallDesk } from './call/call-desk.ts';
import { deleteOldCalls } from './call/call-log.ts';
import { voiceOptions } from './call/voice-options.ts';
import type { DatabaseOptions } from './database-options.ts';
import { deleteExpiredRows } from './expired-rows.ts';
import { PrismaClient } from './generated/client.ts';
import { type Invitations, invitations } from './invitation/invitations.ts';
import type { Cause } from './line/cause.ts';
import { createEventIds } from './line/event-ids.ts';
import { type LineResolver, lineResolver } from './line/line-resolver.ts';
import { forgetOldNumbers, numberBudget } from './line/number-budget.ts';
import { tenantLines } from './line/tenant-line.ts';
import type { OrganizationStore } from './organization/organization-store.ts';
import { findOrganization } from './organization/stored-organization.ts';
import { updateOrganization } from './organization/write-organization.ts';
import { createKeyRing } from './provider/key-ring.ts';
import { withOwnCopy } from './provider/own-copy.ts';
import { type SessionHolder, sessionHolders } from './session/session-holder.ts';
import { chooseSessionTenant, findSessionTenants } from './session/session-tenants.ts';
import { type AccountAccess, accountAccess } from './sign-in/account-access.ts';
import { forgetOldAttempts, type SignInAttempts, signInAttempts } from './sign-in/sign-in-attempts.ts';
import { type SignInStore, signInStore } from './sign-in/sign-in-store.ts';
import { type OperatorRows, operatorRows } from './tenant/operator-rows.ts';
import { type TenantDirectory, tenantDirectory } from './tenant/tenant-directory.ts';
import type { TenantId } from './tenant/tenant-id.ts';
import { registerTenant, type TenantDescription, tenantRegister } from './tenant/tenant-register.ts';
import { type TenantRows, tenantRows } from './tenant/tenant-rows.ts';

/**
 * `country` (ISO 3166-1 alpha-2) is the country of national numbers. `timezone` is an IANA name. `slug` is the short name in
 * the dashboard's addresses, unique.
 */
export interface NewTenant {
  name: string;
  slug?: string | null;
  country?: CountryCode | null;
  timezone?: string | null;
}

export interface Database {
  /** The rows of one tenant. Changes of its lines are recorded in the history with this cause. */
  forTenant(tenantId: TenantId, cause: Cause): TenantRows;
  /** `named`: the tenant that the request names. It has precedence over the tenant of the session. */
  findSessionHolder(token: string, named?: string): Promise<SessionHolder | null>;
  /** The companies of the session's person. If the session acts for one, it's the first. */
  findSessionTenants(token: string): Promise<SessionTenant[]>;
  /** False: the person of the session isn't a member of that company. */
  chooseSessionTenant(token: string, tenantId: string): Promise<boolean>;
  /**
   * The service that has this key, or null if the key is invalid, expired or revoked. A valid result is cached for up to
   * ten seconds, so a key can still work that long after another process revoked it.
   */
  findApiKeyHolder(secret: string): Promise<ApiKeyHolder | null>;
  /** Finds the tenants that hold lines. It reads across tenants, so a request needs `routing:read`. */
  readonly lines: LineResolver;
  /** Answers the provider's requests about calls. */
  readonly calls: CallDesk;
  /** A company by its id, for a key of the platform that names it; null if there is none. */
  findTenant(id: string): Promise<{ tenantId: TenantId; tenantName: string; country: string | null } | null>;
  /** All tenants. Requests reach it only with `tenant:manage`. */
  tenants(cause: Cause): TenantDirectory;
  readonly invitations: Invitations;
  readonly accountAccess: AccountAccess;
  /** What the operator can do across tenants. Requests can't reach it. */
  readonly operator: OperatorRows;
  readonly signInStore: SignInStore;
  readonly signInAttempts: SignInAttempts;
  /** Returns a tenant of the host product's, and registers it first if it is new. For what the host itself says. */
  registerTenant(tenant: TenantDescription): Promise<ActingTenant>;
  /** The same inside a transaction of the host's; see {@link inHostTransaction}. */
  within(transaction: HostTransaction): TenantDatabase;
  /** Creates a company. Only for the operator. Requests can't reach it. */
  createTenant(tenant: NewTenant): Promise<TenantId>;
  /** Whether there is no tenant yet. */
  isEmpty(): Promise<boolean>;
  /** Whether the database has every migration. Throws if it doesn't answer. */
  isMigrated(): Promise<boolean>;
  /** What the connected role can do besides reading and writing rows. */
  servingRole(): Promise<ServingRole>;
  /** How many connections the pool has, how many of them are idle, and how many callers wait for one. */
  poolUse(): { total: number; idle: number; waiting: number };
  /** What the pool is connected to. */
  connection(): Promise<PoolConnection>;
  /**
   * Deletes rows that limits no longer count, expired sessions and links, keys that ended 30 days ago, and old calls. Any
   * process can call it at any time.
   */
  forgetOldCounts(): Promise<void>;
  close(): Promise<void>;
}

/** What calls for one tenant need. */
export type TenantDatabase = Pick<Database, 'forTenant' | 'registerTenant' | 'lines' | 'tenants'>;

export function openDatabase(options: DatabaseOptions): Database {
  const { url, pooler = 'none', poolSize = 10, onConnectionLost = () => {} } = options;
  const { connectMs = 2_000, statementMs = 2_500 } = options.timeouts ?? {};
  const budget = numberBudget(options.numberBudget);
  const ring = createKeyRing(options.encryptionKeys ?? []);
  const pool =
    typeof url === 'string'
      ? createPool({ url, pooler, size: poolSize, connectMs, statementMs, onConnectionLost })
      : (url as pg.Pool);
  const nameOf = createStatementNames();
  const voice = voiceOptions(options.voice);
  const queryable = pooler === 'transaction' ? withoutNames(pool) : pool;
  const desk = createCallDesk({ pool: queryable, ring, options: voice });
  const calls = { pool: queryable, ring, options: voice, desk };
  const adapter = new PrismaPg(
    pool,
    pooler === 'transaction' ? {} : { statementNameGenerator: ({ sql }) => nameOf(sql) },
  );
  // It takes a pool that another copy of pg made for the options of a new one.
  Object.assign(adapter, { externalPool: pool });
  const prisma = new PrismaClient({
    adapter,
    // Prisma's own limits are longer than those of a statement.
    transactionOptions: { maxWait: connectMs, timeout: statementMs },
  });
  const keys = createApiKeyCheck({
    find: (hash) => findApiKey(queryable, hash),
    noteUse: (id) => noteApiKeyUse(prisma, id),
  });
  // Read once at the start, so that the readiness check doesn't read from the disk.
  const names = migrationNames();
  names.catch(() => {});
  const own: OrganizationStore = {
    find: (tenantId) => findOrganization(prisma, tenantId),
    update: (tenantId, change, cause) => updateOrganization({ pool: queryable, ring }, tenantId, change, cause),
    rules: async () => ({ otherFields: [], country: null }),
  };
  const { organizations: openOther } = options;
  const connection = {
    pool: queryable,
    transaction: <T>(work: (client: Queryable) => Promise<T>) => inTransaction(pool, pooler, work),
  };
  const organizations = openOther ? withOwnCopy((ours) => openOther(ours, connection), own) : own;
  const eventIds = createEventIds(budget.key);
  const forgetKey = (id: string) => keys.forget(id);
  const register = tenantRegister(queryable);
  const rowsWith = (client: Queryable): Database['forTenant'] => {
    const shared = {
      prisma,
      pool: client,
      budget,
      eventIds,
      findLine: tenantLines(client),
      organizations,
      onKeyRevoked: forgetKey,
      calls: { ...calls, pool: client },
    };
    return (tenantId, cause) => tenantRows(tenantId, cause, shared);
  };
  return {
    forTenant: rowsWith(queryable),
    registerTenant: (tenant) => register.register(tenant),
    within(transaction) {
      const client = inHostTransaction(transaction);
      return {
        forTenant: rowsWith(client),
        // Not remembered: the host can roll back.
        registerTenant: (tenant) => registerTenant(client, tenant),
        lines: lineResolver(client),
        tenants: (cause) => tenantDirectory(client, cause),
      };
    },
    findSessionHolder: sessionHolders(queryable),
    findSessionTenants: (token) => findSessionTenants(prisma, token),
    chooseSessionTenant: (token, tenantId) => chooseSessionTenant(prisma, token, tenantId),
    findApiKeyHolder: (secret) => keys.holderOf(secret),
    lines: lineResolver(queryable),
    calls: desk,
    async findTenant(id) {
      const row = await prisma.tenant.findUnique({ where: { id }, select: { id: true, name: true, country: true } });
      return row && { tenantId: row.id as TenantId, tenantName: row.name, country: row.country };
    },
    tenants: (cause) => tenantDirectory(queryable, cause),
    invitations: invitations(prisma),
    accountAccess: accountAccess(prisma),
    operator: operatorRows({ prisma, pool: queryable, ring }, forgetKey),
    signInStore: signInStore(prisma),
    signInAttempts: signInAttempts(prisma),
    createTenant: async (data) => (await prisma.tenant.create({ data, select: { id: true } })).id as TenantId,
    // Not by Prisma: its first query takes a fifth of a second, which no start has to wait for.
    isEmpty: async () => (await pool.query('SELECT FROM linekeeper.tenants LIMIT 1')).rowCount === 0,
    isMigrated: async () => isMigrated(pool, await names),
    servingRole: () => describeServingRole(pool),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    connection: () => describeConnection(pool),
    async forgetOldCounts() {
      await forgetOldNumbers(queryable);
      await forgetOldAttempts(prisma);
      await deleteExpiredRows(prisma);
      await deleteOldCalls(queryable, voice.keepDays);
    },
    async close() {
      await keys.settled();
      await prisma.$disconnect();
      if (typeof url === 'string') await pool.end();
    },
  };
}
