import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../sign-in/sign-in.ts';
import { openApiDocument } from './open-api-document.ts';

/** `GET /openapi.json`, open to all, pages of other sites too. Made when it is first asked for, so that starting waits for nothing. */
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
  const { authCookies } = await signIn.$context;
  const text = JSON.stringify(openApiDocument({ sessionCookie: authCookies.sessionToken.name }));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
