import { STATUS_CODES } from 'node:http';
import { faultStatus, httpFault } from '@linekeeper/server';
import type {
  FastifyError,
  FastifyReply,
  FastifyRequest,
  FastifyServerOptions,
  RawRequestDefaultExpression,
} from 'fastify';

const NO_STORE = { 'cache-control': 'no-store' };

const STATUS_BY_ERROR: Readonly<Record<string, 408 | 431>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * How requests are answered that reach no route and no hook: those that are not HTTP, too slow or too long, or whose address
 * can't be decoded. They get the headers and the body of every other refusal.
 */
export function malformedRequests(
  headers: Readonly<Record<string, string>>,
): Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler' | 'rewriteUrl'> {
  return {
    rewriteUrl: pathOf,
    frameworkErrors(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
      const status = faultStatus(error.statusCode);
      void reply
        .code(status)
        .headers({ ...headers, ...NO_STORE })
        .send(httpFault(status));
    },
    clientErrorHandler(error, socket) {
      // Nobody is left to answer.
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

/**
 * The path of a request. HTTP also allows a whole address, `GET http://user:password@host/path`; what stands before the path
 * is the client's word, which nothing here may believe, log or fail at.
 */
function pathOf({ url = '/' }: RawRequestDefaultExpression): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
