import { PASSWORD_LENGTH, PERSON_EMAIL_MAX_LENGTH, storableText } from '@linekeeper/contract';
import { bearerOf, faultStatus, HttpError, httpFault } from '@linekeeper/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cameThroughProxy, isDemoPerson } from '../demo/demo-people.ts';
import { addressOf } from './address-block.ts';
import type { InPlace } from './at-once.ts';
import { jsonOnly } from './json-only.ts';
import { throwIfLost } from './lost-database.ts';
import { AUTH_PATH, PEER_HEADER, type SignIn } from './sign-in.ts';
import { type SignInLimit, TOO_MANY_ATTEMPTS } from './sign-in-limit.ts';

/** The only fields of the body that the library gets. */
export const SignInBody = z.object({
  email: storableText(PERSON_EMAIL_MAX_LENGTH),
  password: storableText(PASSWORD_LENGTH.max),
  rememberMe: z.boolean().optional(),
});
export const ResetPasswordBody = z.object({
  token: storableText(128).min(1),
  newPassword: storableText(PASSWORD_LENGTH.max).min(PASSWORD_LENGTH.min),
});

/** The headers that the library needs. It throws for some values of others, for example Host. */
const HEADERS = ['authorization', 'content-type', 'cookie', 'origin', 'referer', 'sec-fetch-site', 'user-agent'];

export interface SignInRoutesOptions {
  signIn: SignIn;
  /** Whether the demo people can sign in. */
  demo: boolean;
  /** The origin that browsers see. */
  publicUrl: string;
  limit: SignInLimit;
  inPlace: InPlace;
  /** Called after each successful sign-in. */
  onSignIn: (email: string) => Promise<void>;
}

/** The library has more than fifty endpoints. Only these are open. Signing up and creating companies aren't. */
export function signInRoutes(app: FastifyInstance, options: SignInRoutesOptions): void {
  const { signIn, demo, publicUrl, limit, onSignIn, inPlace } = options;
  app.addHook('preHandler', jsonOnly);
  const ask = (request: FastifyRequest, path: string, body?: object) =>
    throwIfLost(() => signIn.handler(toWebRequest(request, `${publicUrl}${AUTH_PATH}${path}`, body)));

  app.get(`${AUTH_PATH}/get-session`, async (request, reply) => pass(await ask(request, '/get-session'), reply));

  app.post(`${AUTH_PATH}/sign-out`, async (request, reply) => pass(await ask(request, '/sign-out', {}), reply));

  // With a one-time token of `linekeeper password reset-link`. There is no way to request one from outside.
  app.post(`${AUTH_PATH}/reset-password`, async (request, reply) => {
    const body = ResetPasswordBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send(httpFault(400, 'Send a token and a new password'));
    if (!demo && (await isDemoToken(signIn, body.data.token))) return refuseDemo(reply);
    return pass(await inPlace(request.ip, () => ask(request, '/reset-password', body.data)), reply);
  });

  app.post(`${AUTH_PATH}/sign-in/email`, async (request, reply) => {
    const body = SignInBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send(httpFault(400, 'Send an email and a password'));
    const { email } = body.data;
    if (isDemoPerson(email) && (!demo || cameThroughProxy(request.headers))) return refuseDemo(reply);
    return inPlace(request.ip, async () => {
      const attempt = await limit({ email, ip: request.ip });
      if (typeof attempt === 'number') {
        return reply.code(429).header('retry-after', attempt).send(httpFault(429, TOO_MANY_ATTEMPTS));
      }
      const response = await ask(request, '/sign-in/email', body.data).catch(async (error: unknown) => {
        await attempt.end(503);
        throw error;
      });
      await attempt.end(response.status);
      if (response.status === 200) await onSignIn(email);
      return pass(response, reply);
    });
  });
}

/** Passes on the library's answer. Its errors get our own error body. */
async function pass(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (response.status >= 400) {
    const status = faultStatus(response.status);
    const { message } = (await response.json().catch(() => ({}))) as { message?: string };
    if (status === 503) throw new HttpError(503);
    return reply.code(status).send(httpFault(status, status < 500 ? message : undefined));
  }
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') reply.header(name, value);
  }
  return reply.send(await response.text());
}

function refuseDemo(reply: FastifyReply): FastifyReply {
  return reply.code(403).send(httpFault(403, "The demo is off, so demo people can't sign in"));
}

/** Whether a password link belongs to a demo person. */
async function isDemoToken(signIn: SignIn, token: string): Promise<boolean> {
  const { internalAdapter } = await signIn.$context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  const person = link && (await internalAdapter.findUserById(link.value));
  return person ? isDemoPerson(person.email) : false;
}

function toWebRequest(request: FastifyRequest, url: string, body?: object): Request {
  const headers = new Headers();
  for (const name of HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  // As in the API: if there is a bearer token, the cookie is ignored.
  if (bearerOf(request.headers.authorization) !== null) headers.delete('cookie');
  headers.set(PEER_HEADER, addressOf(request.ip));
  return new Request(url, { method: request.method, headers, body: body === undefined ? null : JSON.stringify(body) });
}
