import {
  MemberRole,
  Permission,
  storableText,
  TENANT_ID_MAX_LENGTH,
  TENANT_NAME_MAX_LENGTH,
} from '@linekeeper/contract';
import { type DatabaseScope, type HostCaller, permissionsOfRole, registerTenant } from '@linekeeper/core';
import { z } from 'zod';
import type { ReadTenant } from './host-tenants.ts';

/** The id of a tenant or an actor. */
const Id = storableText(TENANT_ID_MAX_LENGTH).min(1);

/**
 * What `String(company.id)` gives if the company or its id is missing. If it were accepted, all users without a company would
 * share one company and its number.
 */
const NO_ID = /^(?:undefined|null|NaN|\[object Object\]|\s*)$/;

/** One of your companies. Linekeeper registers it at its first use, and stores changes of its name and country. */
export interface TenantOfHost {
  /** Your own id, as text. */
  id: string;
  name?: string | undefined;
  /** ISO 3166-1 alpha-2, for example "GB". The country of national numbers. Any other text is ignored. */
  country?: string | null | undefined;
}

/** A row of your own table can be passed as it is: other fields are ignored. */
export const TenantOfHost = z.object({
  id: Id.refine((id) => !NO_ID.test(id), { error: "This isn't the id of a company. Does the user have one?" }),
  name: storableText(TENANT_NAME_MAX_LENGTH).min(1).optional(),
  country: z.string().nullable().optional(),
});

/** Who does something, for the history of lines. The name is stored with the event, so it stays after the person is deleted. */
export const ActorOfHost = z.object({
  id: Id.nullable().default(null),
  name: storableText(TENANT_NAME_MAX_LENGTH).min(1),
  /** Default: a person. */
  type: z.enum(['PERSON', 'API_KEY', 'SYSTEM']).default('PERSON'),
});
export type ActorOfHost = z.input<typeof ActorOfHost>;

const Identity = z.strictObject({
  tenant: TenantOfHost,
  actor: ActorOfHost,
  role: MemberRole.optional(),
  permissions: z.array(Permission).optional(),
});

/** Who makes a request, as your sign-in knows it. */
export interface Identity {
  tenant: TenantOfHost;
  actor: ActorOfHost;
  /** "member" can see the number, "admin" and "owner" can change it. Use either this or `permissions`. */
  role?: MemberRole | undefined;
  permissions?: readonly Permission[] | undefined;
}

/** The host's code failed, or returned something that Linekeeper can't use. It's a fault, and the message is for the log. */
export class HostError extends Error {
  override name = 'HostError';
}

/** Converts the result of `authenticate()`. Throws {@link HostError} with the field that is wrong. */
export async function callerOf(
  identity: Identity,
  { db, readTenant }: { db: DatabaseScope; readTenant: ReadTenant },
): Promise<HostCaller> {
  const { tenant, actor, role, permissions } = checked(Identity, identity, 'authenticate() returned');
  if (!role && !permissions) {
    throw new HostError('authenticate() returned neither a role nor permissions. Return one of them');
  }
  return {
    kind: 'host',
    actor,
    tenant: await registerTenant(db, readTenant(tenant, 'authenticate() returned')),
    permissions: permissions ?? (role ? permissionsOfRole(role) : []),
  };
}

/** Throws a {@link HostError} that starts with `what` and names the first field that is wrong. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HostError(`${what} something invalid: ${issue?.path.join('.') || 'value'}: ${issue?.message}`);
}
