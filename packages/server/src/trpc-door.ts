import { MAX_BATCH_SIZE, TENANT_HEADER } from '@linekeeper/contract';
import { appRouter, retryAfterSecondsOf } from '@linekeeper/core';
import { resolveResponse } from '@trpc/server/http';
import type { Answer, Call } from './call.ts';
import { contextOf, type ServerScope } from './caller.ts';
import type { Door } from './door.ts';

const PATH = '/trpc/';

export interface TrpcDoorOptions extends ServerScope {
  /** The other origins whose pages can call the API, and whether with cookies; none if absent. */
  apiOrigins?: readonly { origin: string; credentials: boolean }[];
}

/**
 * The API. Only POST, even for queries, because an input in the URL would put phone numbers into access logs. Calls tRPC's
 * own resolver, because its adapters for Fastify and Node halve the requests per second.
 */
export function trpcDoor(options: TrpcDoorOptions): Door {
  return {
    path: `${PATH}*`,
    usage: 'Call procedures with POST',
    methods: { POST: (call) => answerProcedures(call, options) },
    ...(options.apiOrigins?.length && {
      crossOrigin: {
        origins: new Map(options.apiOrigins.map(({ origin, credentials }) => [origin, { credentials }])),
        allowedHeaders: ['authorization', 'content-type', TENANT_HEADER],
        exposedHeaders: ['retry-after'],
      },
    }),
  };
}

async function answerProcedures(call: Call, options: TrpcDoorOptions): Promise<Answer> {
  const body = await call.text();
  const response = await resolveResponse({
    router: appRouter,
    path: call.path.slice(PATH.length),
    req: toRequest(call, body),
    error: null,
    allowMethodOverride: true,
    maxBatchSize: MAX_BATCH_SIZE,
    createContext: async () => contextOf(call, options),
    // One header for the whole batch: the longest wait.
    responseMeta: ({ errors }) => {
      const wait = retryAfterSecondsOf(errors);
      return wait === null ? {} : { headers: { 'retry-after': String(wait) } };
    },
    onError: ({ error, path }) => {
      if (error.code !== 'INTERNAL_SERVER_ERROR') return;
      options.log.error({ err: error.cause ?? error, path, requestId: call.requestId }, 'fault');
    },
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

const JSON_HEADERS = new Headers({ 'content-type': 'application/json', accept: 'application/json' });

/** Only what tRPC reads from a request, because a real web Request for each call costs more than reading it. */
function toRequest({ path, search, signal }: Call, body: string): Request {
  const request: Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'json' | 'text'> = {
    method: 'POST',
    url: `http://linekeeper.invalid${path}${search}`,
    headers: JSON_HEADERS,
    signal,
    json: async () => (body ? JSON.parse(body) : undefined),
    text: async () => body,
  };
  return request as Request;
}
