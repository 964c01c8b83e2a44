import type { IncomingHttpHeaders } from 'node:http';
import { TENANT_HEADER } from '@linekeeper/contract';
import { claimsToBeApiKey, type DatabaseScope, findApiKeyHolder, findTenant, type Service } from '@linekeeper/core';

/**
 * Returns the service of the API key in a request. Null if the key is invalid. Undefined: the request has no key, so the
 * caller must be identified in another way. An invalid key is refused even if there is a cookie, because keys are sent on
 * purpose.
 */
export async function resolveService(
  db: DatabaseScope,
  headers: IncomingHttpHeaders,
): Promise<Service | null | undefined> {
  const secret = bearerOf(headers.authorization);
  if (secret === null || !claimsToBeApiKey(secret)) return undefined;
  const holder = await findApiKeyHolder(db, secret);
  if (!holder) return null;
  const { keyId, name, scopes } = holder;
  const named = namedTenant(headers);
  const ofPlatform = holder.tenant === null;
  const service = { kind: 'service', keyId, name, scopes, tenant: null, ofPlatform } as const;
  // A key of the platform acts for the tenant that it names, if it can act for tenants at all.
  if (ofPlatform && named !== undefined && !scopes.includes('tenant:act')) {
    return { ...service, noTenantReason: 'NOT_A_MEMBER' };
  }
  const tenant = holder.tenant ?? (named === undefined ? null : await findTenant(db, named));
  if (named !== undefined && named !== tenant?.id) {
    return { ...service, noTenantReason: ofPlatform ? 'NO_SUCH_TENANT' : 'NOT_A_MEMBER' };
  }
  return { ...service, tenant };
}

/**
 * Returns the text after `Bearer`, even if it's malformed, because then the request must be refused and the cookie ignored.
 * Null without such a header, or with another scheme, which is for a proxy in front.
 */
export function bearerOf(authorization: string | undefined): string | null {
  return /^bearer(?:$|\s+)(.*)$/is.exec(authorization ?? '')?.[1] ?? null;
}

/** Undefined: the request names no tenant. Node joins a repeated header with commas, and that never matches a tenant's id. */
export function namedTenant(headers: IncomingHttpHeaders): string | undefined {
  const named = headers[TENANT_HEADER];
  return Array.isArray(named) ? named.join() : named;
}
