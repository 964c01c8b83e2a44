import type { IncomingHttpHeaders } from 'node:http';
import { TENANT_HEADER } from '@linekeeper/contract';
import { claimsToBeApiKey, type Database, type Service } from '@linekeeper/core';
import { CountryCode } from '@linekeeper/phone-number';

/**
 * Returns the service whose API key a request carries; null if the key is invalid. Undefined: the request carries none, so
 * that something else must say who calls. A key that is sent on purpose isn't overruled by a cookie, even if it's invalid.
 */
export async function resolveService(
  db: Pick<Database, 'findApiKeyHolder'>,
  headers: IncomingHttpHeaders,
): Promise<Service | null | undefined> {
  const secret = bearerOf(headers.authorization);
  if (secret === null || !claimsToBeApiKey(secret)) return undefined;
  const holder = await db.findApiKeyHolder(secret);
  if (!holder) return null;
  const { keyId, name, scopes, tenant } = holder;
  const named = namedTenant(headers);
  if (named !== undefined && named !== tenant?.tenantId) {
    return { kind: 'service', keyId, name, scopes, tenant: null, noTenantReason: 'NOT_A_MEMBER' };
  }
  const country = CountryCode.safeParse(tenant?.country).data ?? null;
  return {
    kind: 'service',
    keyId,
    name,
    scopes,
    tenant: tenant && { id: tenant.tenantId, name: tenant.tenantName, country },
  };
}

/**
 * Returns what follows `Bearer`, however malformed, so that it is refused and not passed over for the cookie. Null without
 * such a header, or with one of another scheme, which is for a proxy in front.
 */
export function bearerOf(authorization: string | undefined): string | null {
  return /^bearer(?:$|\s+)(.*)$/is.exec(authorization ?? '')?.[1] ?? null;
}

/** Undefined: the request names no tenant. Node joins a repeated header with commas, and that never matches a tenant's id. */
export function namedTenant(headers: IncomingHttpHeaders): string | undefined {
  const named = headers[TENANT_HEADER];
  return Array.isArray(named) ? named.join() : named;
}
