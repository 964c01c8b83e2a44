import type { Queryable } from '@linekeeper/postgres';
import type { Cause } from '../line/cause.ts';
import type { DatabaseScope, Store } from '../store.ts';
import type { TenantId } from '../tenant/tenant-id.ts';
import type { OwnerAccess } from './owner-context.ts';
import type { ActingTenant, Principal } from './principal.ts';

declare const tenantBrand: unique symbol;
declare const platformBrand: unique symbol;
declare const ownerBrand: unique symbol;

/** The way to the rows of one tenant. Only `authorize` makes one, so code that has a handle also has the permission. */
export interface TenantHandle extends DatabaseScope {
  readonly [tenantBrand]: true;
  readonly principal: Principal;
  readonly tenant: ActingTenant;
  /** For the history, if something changes a line. */
  readonly cause: Cause;
  readonly config: Pick<Store, 'budget' | 'ring' | 'voice'>;
  /** Refuses a statement whose values don't include the tenant's id, so nobody can forget the filter by tenant. */
  readonly client: Queryable;
  /** Runs `work` in one transaction, which is undone if it throws. */
  transaction: <T>(work: (client: Queryable) => Promise<T>) => Promise<T>;
}

/** The way to rows that belong to no tenant, and to the rows of all tenants. Only `authorizePlatform` makes one. */
export interface PlatformHandle extends DatabaseScope {
  readonly [platformBrand]: true;
  readonly principal: Principal;
  readonly cause: Cause;
  readonly config: Pick<Store, 'ring'>;
  readonly client: Queryable;
}

/** The way to everything as the owner of the tables, for migrations and the takeover. Only `authorizeOwner` makes one. */
export interface OwnerHandle extends OwnerAccess {
  readonly [ownerBrand]: true;
  readonly cause: Cause;
}

/** A handle as `authorize` builds it. */
export type Unbranded<Handle> = Omit<Handle, typeof tenantBrand | typeof platformBrand | typeof ownerBrand>;

/** The same connection, for statements about one tenant only. */
export function onlyAbout(tenantId: TenantId, client: Queryable): Queryable {
  const isAbout = (value: unknown) =>
    value === tenantId || (Array.isArray(value) && value.length === 1 && value[0] === tenantId);
  const query = async (statement: { values?: unknown[] }) => {
    if (!statement.values?.some(isAbout)) throw new Error('A statement about a tenant lacks the filter by tenant');
    return client.query(statement as never);
  };
  return { query } as unknown as Queryable;
}
