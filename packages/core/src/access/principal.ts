import type { ApiKeyScope, NoTenantReason, Permission } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import type { Actor } from '../line/cause.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

/** A person's role in a tenant. The names are those of the sign-in library. */
export type Role = 'owner' | 'admin' | 'member';

/** The tenant that a call acts for. `country` is the country of its national numbers. */
export interface ActingTenant {
  id: TenantId;
  name: string;
  country: CountryCode | null;
}

/** A person with a session. `tenant` is null if the person acts for none. */
export interface Person {
  kind: 'person';
  id: string;
  name: string;
  email: string;
  tenant: ActingTenant | null;
  role: Role | null;
  /** Why `tenant` is null. Absent if the person isn't a member of any. */
  noTenantReason?: NoTenantReason;
}

/** A program with an API key. `tenant` is null for a key of the platform, which acts for no company. */
export interface Service {
  kind: 'service';
  /** The id of the key, never its secret. */
  keyId: string;
  /** What the company calls the key. */
  name: string;
  tenant: ActingTenant | null;
  /** Why `tenant` is null. Absent for a key of the platform. */
  noTenantReason?: NoTenantReason;
  scopes: readonly ApiKeyScope[];
  /** The key is the platform's. Its tenant is the one that the request names, if any. */
  ofPlatform?: boolean;
}

/** Someone that the host product vouches for: its own sign-in says who calls, or its code calls in-process. */
export interface HostCaller {
  kind: 'host';
  actor: Actor;
  tenant: ActingTenant;
  /** Why `tenant` is null, which it never is. */
  noTenantReason?: undefined;
  permissions: readonly Permission[];
}

/** The caller. */
export type Principal = Person | Service | HostCaller;
