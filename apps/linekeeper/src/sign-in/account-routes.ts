import { PASSWORD_LENGTH, PERSON_NAME_MAX_LENGTH, PLAIN_TEXT, storableText } from '@linekeeper/contract';
import type { Database, SessionHolder } from '@linekeeper/core';
import { HttpError, httpFault } from '@linekeeper/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonOnly } from './json-only.ts';
import type { SessionTokenReader } from './session-token.ts';
import type { SignIn } from './sign-in.ts';
import type { SignInLimit } from './sign-in-limit.ts';

const NameBody = z.strictObject({ name: storableText(PERSON_NAME_MAX_LENGTH).trim().min(1).regex(PLAIN_TEXT) });
const PasswordBody = z.strictObject({
  currentPassword: storableText(PASSWORD_LENGTH.max),
  newPassword: storableText(PASSWORD_LENGTH.max).min(PASSWORD_LENGTH.min),
});

export interface AccountRoutesOptions {
  db: Database;
  signIn: SignIn;
  readToken: SessionTokenReader;
  limit: SignInLimit;
}

/** What signed-in people can change about themselves: their name, their password, and where they are signed in. */
export function accountRoutes(app: FastifyInstance, { db, signIn, readToken, limit }: AccountRoutesOptions): void {
  const account = db.accountAccess;

  async function signedIn(request: FastifyRequest): Promise<{ token: string; holder: SessionHolder }> {
    const token = readToken(request.headers);
    const holder = token && (await db.findSessionHolder(token));
    if (!token || !holder) throw new HttpError(401);
    return { token, holder };
  }

  app.get('/api/session/sessions', async (request) => {
    const { token } = await signedIn(request);
    return account.sessionsOf(token);
  });

  app.post('/api/session/end-other-sessions', { preHandler: jsonOnly }, async (request) => {
    const { token } = await signedIn(request);
    return { ended: await account.endOtherSessions(token) };
  });

  app.post('/api/session/name', async (request, reply) => {
    const { token } = await signedIn(request);
    const body = NameBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send(httpFault(400, 'Enter a name of up to 100 characters'));
    await account.rename(token, body.data.name);
    return reply.code(204).send();
  });

  // Needs the current password: who finds an open browser can't take the account over. Guesses count as sign-ins.
  app.post('/api/session/password', async (request, reply) => {
    const { token, holder } = await signedIn(request);
    const body = PasswordBody.safeParse(request.body);
    if (!body.success)
      return reply.code(400).send(httpFault(400, 'Enter your password and a new one of 8 to 128 characters'));
    const attempt = await limit({ email: holder.email, ip: request.ip });
    if (typeof attempt === 'number') {
      const message = 'Too many attempts. Wait a moment and try again';
      return reply.code(429).header('retry-after', attempt).send(httpFault(429, message));
    }
    const { internalAdapter, password } = await signIn.$context;
    const accounts = await internalAdapter.findAccounts(holder.userId);
    const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
    const isRight = hash != null && (await password.verify({ hash, password: body.data.currentPassword }));
    await attempt.end(isRight ? 200 : 401);
    if (!isRight) return reply.code(400).send(httpFault(400, 'This is not your current password'));
    await internalAdapter.updatePassword(holder.userId, await password.hash(body.data.newPassword));
    await account.endResetLinks(holder.userId);
    await account.endOtherSessions(token);
    return reply.code(204).send();
  });
}
