import type { IncomingHttpHeaders } from 'node:http';
import { TENANT_HEADER } from '@linekeeper/contract';
import type { ActingTenant, Person, Principal, Role, Service } from '@linekeeper/core';
import { claimsToBeApiKey, type Database, type TenantId } from '@linekeeper/core';
import { CountryCode } from '@linekeeper/phone-number';
import { bearerOf, type SessionTokenReader } from './session-token.ts';

/**
 * The default: the service of the API key, otherwise the person of the session token, with at most one query. An invalid key
 * is refused even if there is a valid cookie, because a browser sends its cookie automatically, but a key is sent on purpose.
 * Both can name the tenant that they act for in the header {@link TENANT_HEADER}, which is checked.
 */
export function createResolvePrincipal(
  db: Database,
  readToken: SessionTokenReader,
): (request: { headers: IncomingHttpHeaders }) => Promise<Principal | null> {
  return async ({ headers }) => {
    const bearer = bearerOf(headers.authorization);
    if (bearer !== null && claimsToBeApiKey(bearer)) return findService(db, bearer, namedTenant(headers));
    const token = readToken(headers);
    return token === null ? null : findPerson(db, token, namedTenant(headers));
  };
}

/** Undefined: the request names no tenant. Node joins a repeated header with commas, and that never matches a tenant's id. */
function namedTenant(headers: IncomingHttpHeaders): string | undefined {
  const named = headers[TENANT_HEADER];
  return Array.isArray(named) ? named.join() : named;
}

async function findService(db: Database, secret: string, named: string | undefined): Promise<Service | null> {
  const holder = await db.findApiKeyHolder(secret);
  if (!holder) return null;
  const { keyId, name, scopes, tenant } = holder;
  if (named !== undefined && named !== tenant?.tenantId) {
    return { kind: 'service', keyId, name, scopes, tenant: null, noTenantReason: 'NOT_A_MEMBER' };
  }
  return { kind: 'service', keyId, name, scopes, tenant: tenant && toActingTenant(tenant) };
}

async function findPerson(db: Database, token: string, named: string | undefined): Promise<Person | null> {
  const holder = await db.findSessionHolder(token, named);
  if (!holder) return null;
  const { userId: id, name, email, membership } = holder;
  if (membership === 'NO_TENANT') return { kind: 'person', id, name, email, tenant: null, role: null };
  if (typeof membership === 'string') {
    return { kind: 'person', id, name, email, tenant: null, role: null, noTenantReason: membership };
  }
  const role = ROLES.find((known) => known === membership.role) ?? null;
  return { kind: 'person', id, name, email, tenant: toActingTenant(membership), role };
}

const ROLES: readonly Role[] = ['owner', 'admin', 'member'];

function toActingTenant(row: { tenantId: TenantId; tenantName: string; country: string | null }): ActingTenant {
  return { id: row.tenantId, name: row.tenantName, country: CountryCode.safeParse(row.country).data ?? null };
}
