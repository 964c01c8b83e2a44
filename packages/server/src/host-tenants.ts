import type { TenantDescription } from '@linekeeper/core';
import { knownCountry } from '@linekeeper/phone-number';
import { checked, TenantOfHost } from './identity.ts';
import type { Log } from './log.ts';

/** A limit, so that a host whose countries are all wrong doesn't fill the log or the memory. */
const WARNINGS = 100;

/** Reads a tenant as the host describes it. `what` starts the message of the error if that isn't a tenant. */
export type ReadTenant = (tenant: unknown, what: string) => TenantDescription;

/**
 * An unknown country is ignored: the company can still use numbers with a calling code, which is better than a fault for
 * each of its requests. It's logged once for each code.
 */
export function createTenantReader(log: Log): ReadTenant {
  const warned = new Set<string>();
  return (tenant, what) => {
    const { country, ...described } = checked(TenantOfHost, tenant, what);
    if (country === undefined) return described;
    const known = knownCountry(country);
    if (country !== null && known === null && !warned.has(country) && warned.size < WARNINGS) {
      warned.add(country);
      log.warn(
        { country, tenant: described.id },
        "A tenant's country isn't an ISO 3166-1 alpha-2 code, for example GB",
      );
    }
    return { ...described, country: known };
  };
}
