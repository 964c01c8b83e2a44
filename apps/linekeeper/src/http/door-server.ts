import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type Handler, METHODS, pathOf, sendAnswer, toCall } from '@linekeeper/server';
import type { FastifyServerOptions } from 'fastify';
import type { Logger } from 'pino';
import { loggedPath } from '../log.ts';
import type { serverTimeouts } from './http-timeouts.ts';
import { refuseMalformed, withoutOrigin } from './malformed-requests.ts';

/** A request that a door answered. */
export interface AnsweredRequest {
  door: string;
  method: string;
  status: number;
  ms: number;
}

export interface DoorServerOptions {
  handler: Handler;
  /** Those of every answer. */
  headers: Readonly<Record<string, string>>;
  log: Logger;
  onAnswer?: ((answered: AnsweredRequest) => void) | undefined;
}

/**
 * Makes Fastify's HTTP server answer the doors' requests directly, and pass on all others to Fastify. So the hooks,
 * the reply and the logger that Fastify makes for each request cost the doors nothing.
 */
export function doorServer(options: DoorServerOptions): Pick<FastifyServerOptions, 'serverFactory'> {
  return {
    serverFactory(fastify, given) {
      const {
        http,
        keepAliveTimeout = 0,
        requestTimeout = 0,
        connectionTimeout = 0,
      } = given as ReturnType<typeof serverTimeouts>;
      const refuse = (response: ServerResponse) => refuseMalformed(response, options.headers);
      // Node's own answers to these two have neither our headers nor a body.
      const server: Server = createServer({ ...http, requireHostHeader: false }, (request, response) => {
        if (request.headers.host === undefined && request.httpVersion !== '1.0') refuse(response);
        else if (!answerAtDoor(request, response, server, options)) fastify(request, response);
      });
      server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => refuse(response));
      // As Fastify sets them for a server of its own.
      Object.assign(server, { keepAliveTimeout, requestTimeout });
      return server.setTimeout(connectionTimeout);
    },
  };
}

/** The routes of the doors, as "METHOD /path". */
export function doorRoutes({ doors }: Handler): string[] {
  return doors.flatMap(({ path, crossOrigin }) =>
    [...METHODS, ...(crossOrigin ? ['OPTIONS'] : [])].map((method) => `${method} ${path}`),
  );
}

/** Returns false if no door has this address. */
function answerAtDoor(
  request: Parameters<RequestListener>[0],
  response: Parameters<RequestListener>[1],
  server: Server,
  { handler, headers, log, onAnswer }: DoorServerOptions,
): boolean {
  const url = withoutOrigin(request.url);
  const start = url.indexOf('?');
  const path = pathOf(start < 0 ? url : url.slice(0, start), '');
  const door = handler.find(path);
  if (!door) return false;
  const begin = performance.now();
  const call = toCall(request, { path, search: start < 0 ? '' : url.slice(start) });
  const finish = async () => {
    const answer = await handler.answer(call);
    // Connections that are in use when the server closes would stay open for the next request.
    sendAnswer(call, response, answer, server.listening ? headers : { ...headers, connection: 'close' });
    const { method, requestId: reqId } = call;
    const { status } = answer;
    const ms = Math.round((performance.now() - begin) * 100) / 100;
    log.info({ reqId, method, path: loggedPath(url), status, ms }, 'request');
    onAnswer?.({ door: door.path, method, status, ms });
  };
  finish().catch((err: unknown) => {
    log.error({ err, reqId: call.requestId }, 'fault');
    response.destroy();
  });
  return true;
}
