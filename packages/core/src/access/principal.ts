import type { ApiKeyScope, MemberRole, NoTenantReason, Permission } from '@linekeeper/contract';
import type { CountryCode } from '@linekeeper/phone-number';
import type { Actor } from '../line/cause.ts';
import type { TenantId } from '../tenant/tenant-id.ts';

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
  role: MemberRole | null;
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

/** A caller that the host product has identified: with its own sign-in, or because its own code calls in-process. */
export interface HostCaller {
  kind: 'host';
  actor: Actor;
  tenant: ActingTenant;
  /** Always absent, because `tenant` is never null. */
  noTenantReason?: undefined;
  permissions: readonly Permission[];
}

/** Someone who runs the platform, at the command line. `tenant` is the one that the command names, if any. */
export interface Operator {
  kind: 'operator';
  /** The name of the system's user. */
  name: string;
  tenant: ActingTenant | null;
  /** Why `tenant` is null. Always absent: a command that names an unknown tenant isn't run. */
  noTenantReason?: undefined;
  /** Why they do it, for the history. */
  reason: string | null;
}

/** The caller. */
export type Principal = Person | Service | HostCaller | Operator;
