import { type Linekeeper, toNodeHandler } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';

export function mountInFastify(app: FastifyInstance, linekeeper: Pick<Linekeeper, 'basePath' | 'answer'>): void {
  const handler = toNodeHandler(linekeeper);
  app.all('/linekeeper/*', (request, reply) => {
    reply.hijack();
    return handler(Object.assign(request.raw, { body: request.body }), reply.raw);
  });
}
