import { refuseOtherSites } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';

/** Refuses requests that a page of another site sends with the person's cookie. */
export function sameOrigin(scope: FastifyInstance, trustedOrigins: ReadonlySet<string>): void {
  scope.addHook('onRequest', async ({ method, headers }) => refuseOtherSites(method, headers, trustedOrigins));
}
