import type { IncomingHttpHeaders } from 'node:http';
import type { Principal, Role } from '@linekeeper/api';
import { CountryCode } from '@linekeeper/contract';
import type { Database } from '@linekeeper/db';
import type { SessionTokenReader } from './session-token.ts';

/** Answers who makes a request, or null. A platform with a sign-in of its own puts its own function here. */
export type ResolvePrincipal = (request: { headers: IncomingHttpHeaders }) => Promise<Principal | null>;

/** The default: the session whose token the request carries, in one query. */
export function createResolvePrincipal(db: Database, readToken: SessionTokenReader): ResolvePrincipal {
  return async ({ headers }) => {
    const token = readToken(headers);
    const holder = token && (await db.findSessionHolder(token));
    if (!holder) return null;
    const { name, email, membership } = holder;
    if (!membership) return { kind: 'person', name, email, tenant: null, role: null };
    const country = CountryCode.safeParse(membership.country);
    return {
      kind: 'person',
      name,
      email,
      tenant: { id: membership.tenantId, name: membership.tenantName, country: country.data ?? null },
      role: ROLES.find((role) => role === membership.role) ?? null,
    };
  };
}

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];
