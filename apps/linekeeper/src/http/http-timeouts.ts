import type { FastifyServerOptions } from 'fastify';

/** How long a connection may keep the server waiting, in milliseconds. */
export interface HttpTimeouts {
  /** Until a request's head has arrived, from the connection on: also for one that sends nothing. */
  headersMs: number;
  /** Until all of a request has arrived, however steadily it drips. */
  requestMs: number;
  /** Without a byte in either direction while a request is under way. */
  idleMs: number;
  /** Between one request and the next. More than that of a balancer in front, which would use a closed connection. */
  keepAliveMs: number;
}

/** Node looks for requests that are late only so often; its own 30 s would make every limit that much longer. */
const LOOK_MS = 1_000;

export function serverTimeouts({ headersMs, requestMs, idleMs, keepAliveMs }: HttpTimeouts): FastifyServerOptions & {
  http: { headersTimeout: number; connectionsCheckingInterval: number };
} {
  return {
    // Node refuses a head that may take longer than the whole.
    http: { headersTimeout: Math.min(headersMs, requestMs), connectionsCheckingInterval: LOOK_MS },
    requestTimeout: requestMs,
    connectionTimeout: idleMs,
    keepAliveTimeout: keepAliveMs,
  };
}
