import type { Database } from '@linekeeper/core';
import { httpFault } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';
import { VERSION } from '../version.ts';

/** `/healthz`: the process answers, with its version. `/readyz`: the database answers, too, and has all migrations. */
export function healthRoutes(app: FastifyInstance, db: Database): void {
  app.get('/healthz', () => ({ ok: true, version: VERSION }));
  app.get('/readyz', async (request, reply) => {
    try {
      if (await db.isMigrated()) return { ok: true };
      return reply.code(503).send(httpFault(503, 'The database has pending migrations'));
    } catch (err) {
      request.log.warn({ err }, 'not ready');
      return reply.code(503).send(httpFault(503, 'The database cannot be reached'));
    }
  });
}
