import { readText } from './body.ts';
import { pathOf } from './mount-path.ts';
import type { Answering } from './node.ts';
import { createRequestId } from './request-id.ts';

/** Serves Linekeeper in hosts with web requests and responses: Next.js, Hono, Bun, Deno. */
export async function answerRequest(linekeeper: Answering, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, headers, body } = await linekeeper.answer({
    method: request.method,
    path: pathOf(pathname, linekeeper.basePath),
    search,
    headers: Object.fromEntries(request.headers),
    text: async () => (request.body ? readText(request.body as unknown as AsyncIterable<Uint8Array>) : ''),
    requestId: createRequestId(),
    native: request,
  });
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304;
  return new Response(hasBody ? body : null, { status, headers });
}
