import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../sign-in/sign-in.ts';

/**
 * `GET /openapi.json`, open to all, pages of other sites too. Loaded and made when it is first asked for: starting does
 * not wait for it.
 */
export function openApiRoute(app: FastifyInstance, signIn: SignIn): void {
  let made: Promise<{ text: string; etag: string }> | undefined;
  app.get('/openapi.json', async (request, reply) => {
    made ??= make(signIn);
    const { text, etag } = await made;
    reply.headers({ etag, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('application/json').send(text);
  });
}

async function make(signIn: SignIn): Promise<{ text: string; etag: string }> {
  const { openApiDocument } = await import('./open-api-document.ts');
  const { authCookies } = await signIn.$context;
  const text = JSON.stringify(openApiDocument({ sessionCookie: authCookies.sessionToken.name }));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
