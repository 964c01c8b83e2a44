import { type ServerResponse, STATUS_CODES } from 'node:http';
import { faultStatus, httpFault } from '@linekeeper/server';
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';

const NO_STORE = { 'cache-control': 'no-store' };

const STATUS_BY_ERROR: Readonly<Record<string, 408 | 431>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers requests that don't reach a route or a hook: they aren't HTTP, are too slow or too long, or have an address that
 * can't be decoded. The answers have the same headers and body as other faults.
 */
export function malformedRequests(
  headers: Readonly<Record<string, string>>,
): Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler' | 'rewriteUrl'> {
  return {
    rewriteUrl: ({ url }) => withoutOrigin(url),
    frameworkErrors(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
      const status = faultStatus(error.statusCode);
      void reply
        .code(status)
        .headers({ ...headers, ...NO_STORE })
        .send(httpFault(status));
    },
    clientErrorHandler(error, socket) {
      // The client is gone.
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      if (socket.writable) {
        const status = STATUS_BY_ERROR[error.code ?? ''] ?? 400;
        const body = JSON.stringify(httpFault(status));
        const head = {
          ...headers,
          ...NO_STORE,
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          connection: 'close',
        };
        const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
        socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
      }
      socket.destroy(error);
    },
  };
}

/** Answers a request whose headers Node has read, but that isn't correct HTTP. */
export function refuseMalformed(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  const body = JSON.stringify(httpFault(400));
  response.writeHead(400, {
    ...headers,
    ...NO_STORE,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

/**
 * The path of a request, with the query. HTTP also allows a whole address, `GET http://user:password@host/path`. The part before the path is
 * up to the client, so it must not be trusted or logged, or cause an error.
 */
export function withoutOrigin(url = '/'): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
