import { Permission, storableText, TENANT_NAME_MAX_LENGTH } from '@linekeeper/contract';
import { type Database, type HostCaller, permissionsOfRole } from '@linekeeper/core';
import { CountryCode } from '@linekeeper/phone-number';
import { z } from 'zod';

/** The longest id of a tenant or an actor, in characters. */
const ID_MAX_LENGTH = 200;
const Id = storableText(ID_MAX_LENGTH).min(1);

/** One of your companies. Linekeeper registers it at its first use, and stores changes of its name and country. */
export const TenantOfHost = z.strictObject({
  /** Your own id, as text. */
  id: Id,
  name: storableText(TENANT_NAME_MAX_LENGTH).min(1).optional(),
  /** ISO 3166-1 alpha-2, for example "GB". The country of national numbers. */
  country: CountryCode.nullable().optional(),
});
export type TenantOfHost = z.input<typeof TenantOfHost>;

/** Who does something, for the history of lines. The name is stored with the event, so it stays after the person is deleted. */
export const ActorOfHost = z.strictObject({
  id: Id.nullable().default(null),
  name: storableText(TENANT_NAME_MAX_LENGTH).min(1),
  /** Default: a person. */
  type: z.enum(['PERSON', 'API_KEY', 'SYSTEM']).default('PERSON'),
});
export type ActorOfHost = z.input<typeof ActorOfHost>;

const Identity = z.strictObject({
  tenant: TenantOfHost,
  actor: ActorOfHost,
  role: z.enum(['owner', 'admin', 'member']).optional(),
  permissions: z.array(Permission).optional(),
});

/** Who makes a request, as your sign-in knows it. */
export interface Identity {
  tenant: TenantOfHost;
  actor: ActorOfHost;
  /** "member" can see the number, "admin" and "owner" can change it. Use either this or `permissions`. */
  role?: 'owner' | 'admin' | 'member' | undefined;
  permissions?: readonly Permission[] | undefined;
}

/** The host's code failed or returned what Linekeeper can't use. It's a fault, and the message is for the log. */
export class HostError extends Error {
  override name = 'HostError';
}

/** Converts the result of `authenticate()`. Throws {@link HostError} with the field that is wrong. */
export async function callerOf(identity: Identity, db: Pick<Database, 'registerTenant'>): Promise<HostCaller> {
  const { tenant, actor, role, permissions } = checked(Identity, identity, 'authenticate() returned');
  if (!role && !permissions) {
    throw new HostError('authenticate() returned neither a role nor permissions. Return one of them');
  }
  return {
    kind: 'host',
    actor,
    tenant: await db.registerTenant(tenant),
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
