import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_BODY_BYTES } from '@linekeeper/contract';
import { readText } from './body.ts';
import type { Answer, Call } from './call.ts';
import { HttpError } from './http-fault.ts';
import { pathOf } from './mount-path.ts';
import { createRequestId } from './request-id.ts';

/** What Express adds to a request. */
type HostRequest = IncomingMessage & { baseUrl?: unknown; body?: unknown };

/** What answers calls; see {@link toNodeHandler}. */
export interface Answering {
  basePath: string;
  answer(call: Call): Promise<Answer>;
}

/**
 * Serves Linekeeper from Express (4 or 5), Connect or plain `http`: `app.use('/linekeeper', toNodeHandler(linekeeper))`. It
 * can be before or after `express.json()`.
 */
export function toNodeHandler(
  linekeeper: Answering,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const call = toCall(request, addressOf(request, linekeeper.basePath));
    sendAnswer(call, response, await linekeeper.answer(call));
  };
}

/** The call for a request. `address` is relative to where Linekeeper is mounted. */
export function toCall(request: IncomingMessage, { path, search }: Pick<Call, 'path' | 'search'>): Call {
  return {
    path,
    search,
    method: request.method ?? 'GET',
    headers: request.headers,
    text: () => textOf(request),
    requestId: createRequestId(),
    native: request,
  };
}

/** Sends an answer. `headers`: those that each answer has. */
export function sendAnswer(
  { method }: Call,
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...more,
    ...headers,
    // Otherwise, Node would send it in chunks. A 204 has no length.
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

/** Express removes the path where a handler is mounted from `url`, and puts it into `baseUrl`. */
function addressOf({ url = '/', baseUrl }: HostRequest, basePath: string): Pick<Call, 'path' | 'search'> {
  const start = url.indexOf('?');
  const pathname = start < 0 ? url : url.slice(0, start);
  const mounted = typeof baseUrl === 'string' && baseUrl !== '';
  return { path: pathOf(pathname, mounted ? '' : basePath), search: start < 0 ? '' : url.slice(start) };
}

/** After `express.json()` the stream has been read, and `body` has its content. */
async function textOf(request: HostRequest): Promise<string> {
  if (!request.readableEnded && !request.destroyed) return readText(request);
  const { body } = request;
  if (body === undefined && Number(request.headers['content-length'] ?? 0) > 0) throw new HttpError(400);
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : written(request, body);
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw new HttpError(413);
  return text;
}

/** A body that a parser has read, written as text again. */
function written({ headers }: HostRequest, body: unknown): string {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  if (!isForm) return JSON.stringify(body) ?? '';
  // Repeated or nested values become a different text, so their signature isn't valid.
  return new URLSearchParams((body ?? {}) as Record<string, string>).toString();
}
