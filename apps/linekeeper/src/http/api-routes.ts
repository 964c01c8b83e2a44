import { type Answer, type Call, disconnection, type Handler, METHODS, readText } from '@linekeeper/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Serves the doors of `@linekeeper/server`, for a scope of their own. */
export async function apiRoutes(scope: FastifyInstance, handler: Handler): Promise<void> {
  // The doors read the body, so that each refuses one that is too long or of another type in its own shape.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, _body, done) => done(null));

  for (const { path, crossOrigin } of handler.doors) {
    const callOf = (request: FastifyRequest, reply: FastifyReply): Call => ({
      method: request.method,
      // As Fastify decoded it.
      path: path.endsWith('*') ? `${path.slice(0, -1)}${(request.params as { '*': string })['*']}` : path,
      search: searchOf(request.url),
      headers: request.headers,
      text: () => readText(request.raw),
      signal: disconnection(reply.raw).signal,
      requestId: request.id,
      native: request,
    });
    scope.route({
      method: [...METHODS, ...(crossOrigin ? (['OPTIONS'] as const) : [])],
      url: path,
      errorHandler: (error, request, reply) => {
        send(reply, handler.refuse(error, callOf(request, reply)));
      },
      handler: async (request, reply) => send(reply, await handler.answer(callOf(request, reply))),
    });
  }
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  if (status === 413) reply.header('connection', 'close');
  return reply.code(status).headers(headers).send(body);
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}
