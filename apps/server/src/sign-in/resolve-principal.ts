import type { IncomingHttpHeaders } from 'node:http';
import type { ActingTenant, Person, Principal, Role, Service } from '@linekeeper/api';
import { CountryCode } from '@linekeeper/contract';
import { claimsToBeApiKey, type Database, type TenantId } from '@linekeeper/db';
import { bearerOf, type SessionTokenReader } from './session-token.ts';

/** Answers who makes a request, or null. A platform with a sign-in of its own puts its own function here. */
export type ResolvePrincipal = (request: { headers: IncomingHttpHeaders }) => Promise<Principal | null>;

/**
 * The default: the service whose API key, else the person whose session token the request carries, in one query at most.
 * A key that is none is nobody's, also beside a good cookie: what was sent on purpose is not overruled by what a browser
 * sends by itself.
 */
export function createResolvePrincipal(db: Database, readToken: SessionTokenReader): ResolvePrincipal {
  return async ({ headers }) => {
    const bearer = bearerOf(headers.authorization);
    if (bearer !== null && claimsToBeApiKey(bearer)) return findService(db, bearer);
    const token = readToken(headers);
    return token === null ? null : findPerson(db, token);
  };
}

async function findService(db: Database, secret: string): Promise<Service | null> {
  const holder = await db.findApiKeyHolder(secret);
  if (!holder) return null;
  const { keyId, scopes, tenant } = holder;
  return { kind: 'service', keyId, scopes, tenant: tenant && toActingTenant(tenant) };
}

async function findPerson(db: Database, token: string): Promise<Person | null> {
  const holder = await db.findSessionHolder(token);
  if (!holder) return null;
  const { name, email, membership } = holder;
  if (!membership) return { kind: 'person', name, email, tenant: null, role: null };
  const role = ROLES.find((known) => known === membership.role) ?? null;
  return { kind: 'person', name, email, tenant: toActingTenant(membership), role };
}

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];

function toActingTenant(row: { tenantId: TenantId; tenantName: string; country: string | null }): ActingTenant {
  return { id: row.tenantId, name: row.tenantName, country: CountryCode.safeParse(row.country).data ?? null };
}
