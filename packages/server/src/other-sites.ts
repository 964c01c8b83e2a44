import type { IncomingHttpHeaders } from 'node:http';
import { OTHER_SITE } from '@linekeeper/contract';
import { HttpError } from './http-fault.ts';

/**
 * Throws 403 for a request that a page of another site sends with the person's cookie. Browsers say where a request comes
 * from (Sec-Fetch-Site, Origin). Other clients send neither, and have no cookie that another site could use.
 * `trusted`: the origins of our own pages. Without it, only Sec-Fetch-Site is used, because a mounted handler behind a proxy
 * doesn't know its own origin. A browser without Sec-Fetch-Site can't send JSON from another site without a preflight request.
 */
export function refuseOtherSites(
  method: string,
  { cookie, origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  trusted: ReadonlySet<string> | undefined,
): void {
  if (method === 'GET' || method === 'HEAD' || !cookie) return;
  const crossSite = site === 'cross-site' || site === 'same-site';
  const foreign = trusted && origin !== undefined ? !trusted.has(origin) : crossSite;
  if (foreign) throw new HttpError(403, OTHER_SITE);
}
