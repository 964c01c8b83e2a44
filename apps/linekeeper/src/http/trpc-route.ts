import { MAX_BATCH_SIZE } from '@linekeeper/contract';
import type { Database } from '@linekeeper/core';
import { appRouter, createContext, retryAfterSecondsOf } from '@linekeeper/core';
import { resolveResponse } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ResolvePrincipal } from '../sign-in/resolve-principal.ts';

export const TRPC_PATH = '/trpc';

export interface TrpcRouteOptions {
  db: Database;
  resolvePrincipal: ResolvePrincipal;
}

/**
 * The API. POST alone, also for queries: an input in the URL would put phone numbers into access logs. Calls tRPC's
 * own resolver; its adapters for Fastify and Node cost half of the requests a second.
 */
export async function trpcRoute(app: FastifyInstance, { db, resolvePrincipal }: TrpcRouteOptions): Promise<void> {
  // JSON alone, as text: tRPC parses it, and what a foreign site's form can send is answered 415.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.post<{ Params: { '*': string }; Body: string }>(`${TRPC_PATH}/*`, async (request, reply) => {
    const { signal } = disconnection(reply);
    const response = await resolveResponse({
      router: appRouter,
      path: request.params['*'],
      req: toRequest(request.url, request.body, signal),
      error: null,
      allowMethodOverride: true,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: async () =>
        createContext({ db, requestId: request.id, resolvePrincipal: () => resolvePrincipal(request) }),
      // One header for the whole batch: after the longest wait every refused call may be made again.
      responseMeta: ({ errors }) => {
        const wait = retryAfterSecondsOf(errors);
        return wait === null ? {} : { headers: { 'retry-after': String(wait) } };
      },
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR') request.log.error({ err: error.cause ?? error, path }, 'fault');
      },
    });
    reply.code(response.status);
    for (const [name, value] of response.headers) reply.header(name, value);
    return reply.send(await response.text());
  });

  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: `${TRPC_PATH}/*`,
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send({ error: { message: 'Call procedures with POST', code: 'METHOD_NOT_SUPPORTED' } }),
  });
}

const JSON_HEADERS = new Headers({ 'content-type': 'application/json', accept: 'application/json' });

/** What tRPC reads of a request, as it is: building a web Request for each call costs more than reading it. */
function toRequest(path: string, body: string | undefined, signal: AbortSignal): Request {
  const request: Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'json' | 'text'> = {
    method: 'POST',
    url: `http://linekeeper.invalid${path}`,
    headers: JSON_HEADERS,
    signal,
    json: async () => (body ? JSON.parse(body) : undefined),
    text: async () => body ?? '',
  };
  return request as Request;
}

/** Aborts when the caller goes away before the answer is out. */
function disconnection(reply: FastifyReply): AbortController {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone;
}
