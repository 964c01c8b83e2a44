import type { IncomingHttpHeaders } from 'node:http';
import { MemberRole } from '@linekeeper/contract';
import {
  type ActingTenant,
  type Database,
  findSessionHolder,
  type Person,
  type Principal,
  type TenantId,
} from '@linekeeper/core';
import { knownCountry } from '@linekeeper/phone-number';
import { namedTenant, resolveService } from '@linekeeper/server';
import type { SessionTokenReader } from './session-token.ts';

/**
 * Returns the service whose API key, or else the person whose session token the request carries, with one query at most.
 * Either can name the tenant that it acts for in the header `linekeeper-tenant`, which is checked.
 */
export function createResolvePrincipal(
  db: Database,
  readToken: SessionTokenReader,
): (request: { headers: IncomingHttpHeaders }) => Promise<Principal | null> {
  return async ({ headers }) => {
    const service = await resolveService(db, headers);
    if (service !== undefined) return service;
    const token = readToken(headers);
    return token === null ? null : findPerson(db, token, namedTenant(headers));
  };
}

async function findPerson(db: Database, token: string, named: string | undefined): Promise<Person | null> {
  const holder = await findSessionHolder(db, token, named);
  if (!holder) return null;
  const { userId: id, name, email, membership } = holder;
  if (membership === 'NO_TENANT') return { kind: 'person', id, name, email, tenant: null, role: null };
  if (typeof membership === 'string') {
    return { kind: 'person', id, name, email, tenant: null, role: null, noTenantReason: membership };
  }
  const role = MemberRole.safeParse(membership.role).data ?? null;
  return { kind: 'person', id, name, email, tenant: toActingTenant(membership), role };
}

function toActingTenant(row: { tenantId: TenantId; tenantName: string; country: string | null }): ActingTenant {
  return { id: row.tenantId, name: row.tenantName, country: knownCountry(row.country) };
}
