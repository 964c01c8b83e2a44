import type { FastifyInstance } from 'fastify';

/**
 * Refuses what a page of another site sends with the person's cookie. Browsers say where a request comes from
 * (Sec-Fetch-Site, Origin); other clients send neither, and carry no cookie that somebody else could ride on.
 */
export function sameOrigin(app: FastifyInstance, trustedOrigins: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || !request.headers.cookie) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const foreign = origin !== undefined ? !trustedOrigins.has(origin) : site === 'cross-site' || site === 'same-site';
    if (foreign) throw new RequestOfAnotherSite();
  });
}

/** Thrown, so that each door says it in its own shape. */
class RequestOfAnotherSite extends Error {
  readonly statusCode = 403;
  readonly code = 'FORBIDDEN';

  constructor() {
    super('Requests of other sites are refused');
  }
}
