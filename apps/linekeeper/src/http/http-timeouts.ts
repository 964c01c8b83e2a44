import type { FastifyServerOptions } from 'fastify';

/** Time limits of a connection, in milliseconds. */
export interface HttpTimeouts {
  /** From the start of the connection until the headers have arrived. Also for a connection that sends nothing. */
  headersMs: number;
  /** Until the whole request has arrived, even if it arrives slowly and steadily. */
  requestMs: number;
  /** Without a byte in either direction during a request. */
  idleMs: number;
  /** Between two requests. It must be longer than that of a load balancer, which would otherwise use a closed connection. */
  keepAliveMs: number;
}

/** How often Node checks for late requests. Its default of 30 s would make every limit that much longer. */
const LOOK_MS = 1_000;

export function serverTimeouts({ headersMs, requestMs, idleMs, keepAliveMs }: HttpTimeouts): FastifyServerOptions & {
  http: { headersTimeout: number; connectionsCheckingInterval: number };
} {
  return {
    // Node refuses a limit for the headers that is longer than the one for the request.
    http: { headersTimeout: Math.min(headersMs, requestMs), connectionsCheckingInterval: LOOK_MS },
    requestTimeout: requestMs,
    connectionTimeout: idleMs,
    keepAliveTimeout: keepAliveMs,
  };
}
