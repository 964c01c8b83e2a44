import { refuseOtherSites } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';

/** Refuses what a page of another site sends with the person's cookie to a route of this scope. */
export function sameOrigin(scope: FastifyInstance, trustedOrigins: ReadonlySet<string>): void {
  scope.addHook('onRequest', async ({ method, headers }) => refuseOtherSites(method, headers, trustedOrigins));
}
