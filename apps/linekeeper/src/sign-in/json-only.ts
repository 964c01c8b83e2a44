import { httpFault } from '@linekeeper/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Refuses a POST that isn't JSON, even without a body. A page of another site can't send JSON without a preflight request, and
 * some browsers send neither Origin nor Sec-Fetch-Site with a form.
 */
export async function jsonOnly(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (request.method !== 'POST' || /^application\/json\b/i.test(request.headers['content-type'] ?? '')) return;
  return reply.code(415).send(httpFault(415));
}
