import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bearerOf } from './session-token.ts';
import { AUTH_PATH, PEER_HEADER, type SignIn } from './sign-in.ts';
import type { Attempt, SignInLimit } from './sign-in-limit.ts';

/** Of the library's fifty-odd endpoints, those that are open. Signing up and making companies are not. */
const OTHERS = [
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  // With a one-time token of `linekeeper password reset-link`; nobody can ask for one from outside.
  ['POST', '/reset-password'],
] as const;

export interface SignInRoutesOptions {
  signIn: SignIn;
  /** E-mail addresses that may not sign in here. */
  refused: ReadonlySet<string>;
  limit: SignInLimit;
}

export function signInRoutes(app: FastifyInstance, { signIn, refused, limit }: SignInRoutesOptions): void {
  app.addHook('preHandler', async (request, reply) => {
    // Also without a body, which Fastify lets through: JSON is what a foreign page cannot send unasked.
    if (request.method !== 'POST' || /^application\/json\b/i.test(request.headers['content-type'] ?? '')) return;
    return reply.code(415).send({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send JSON' });
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply, attempt?: Attempt) => {
    const response = await signIn.handler(toWebRequest(request));
    await attempt?.end(response.status);
    reply.code(response.status);
    for (const [name, value] of response.headers) {
      if (name !== 'set-cookie') reply.header(name, value);
    }
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.send(await response.text());
  };
  for (const [method, path] of OTHERS)
    app.route({ method, url: `${AUTH_PATH}${path}`, handler: (request, reply) => answer(request, reply) });

  app.post(`${AUTH_PATH}/sign-in/email`, async (request, reply) => {
    const email = emailOf(request.body);
    if (email !== null && refused.has(email.trim().toLowerCase())) {
      return reply.code(403).send({ code: 'DEMO_REFUSED', message: 'Demo people may sign in on this machine only' });
    }
    const attempt = await limit({ email, ip: request.ip });
    if (typeof attempt === 'number') {
      const message = 'Too many attempts. Wait a little and try again';
      return reply.code(429).header('retry-after', attempt).send({ code: 'TOO_MANY_REQUESTS', message });
    }
    return answer(request, reply, attempt);
  });
}

function emailOf(body: unknown): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email : null;
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name !== 'content-length' && typeof value === 'string') headers.set(name, value);
  }
  // Node's fetch sends Sec-Fetch-Mode alone; the library takes that for a browser that hides its origin.
  if (!headers.has('sec-fetch-site')) headers.delete('sec-fetch-mode');
  // As in the API: a bearer token that is none is not passed over for the cookie.
  if (bearerOf(request.headers.authorization) !== null) headers.delete('cookie');
  headers.set(PEER_HEADER, request.ip);
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : null;
  return new Request(url, { method: request.method, headers, body });
}
