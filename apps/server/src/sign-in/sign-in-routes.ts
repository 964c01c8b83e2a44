import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bearerOf } from './session-token.ts';
import { AUTH_PATH, PEER_HEADER, type SignIn } from './sign-in.ts';

/** Of the library's fifty-odd endpoints, those that are open. Signing up and making companies are not. */
const ALLOWED = [
  ['POST', '/sign-in/email'],
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  // With a one-time token of `linekeeper password reset-link`; nobody can ask for one from outside.
  ['POST', '/reset-password'],
] as const;

export interface SignInRoutesOptions {
  signIn: SignIn;
  /** E-mail addresses that may not sign in here. */
  refused: ReadonlySet<string>;
}

export function signInRoutes(app: FastifyInstance, { signIn, refused }: SignInRoutesOptions): void {
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    if (isRefused(request.body, refused)) {
      return reply.code(403).send({ code: 'DEMO_REFUSED', message: 'Demo people may sign in on this machine only' });
    }
    const response = await signIn.handler(toWebRequest(request));
    reply.code(response.status);
    for (const [name, value] of response.headers) {
      if (name !== 'set-cookie') reply.header(name, value);
    }
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.send(await response.text());
  };
  for (const [method, path] of ALLOWED) app.route({ method, url: `${AUTH_PATH}${path}`, handler: handle });
}

function isRefused(body: unknown, refused: ReadonlySet<string>): boolean {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' && refused.has(email.trim().toLowerCase());
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
