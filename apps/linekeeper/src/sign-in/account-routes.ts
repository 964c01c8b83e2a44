import { PASSWORD_LENGTH, PERSON_NAME_MAX_LENGTH, PLAIN_TEXT, storableText } from '@linekeeper/contract';
import { accountAccessOf, type Database, findSessionHolder, type SessionHolder } from '@linekeeper/core';
import { HttpError, httpFault } from '@linekeeper/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { InPlace } from './at-once.ts';
import { jsonOnly } from './json-only.ts';
import type { SessionTokenReader } from './session-token.ts';
import type { SignIn } from './sign-in.ts';
import { type SignInLimit, TOO_MANY_ATTEMPTS } from './sign-in-limit.ts';

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
  inPlace: InPlace;
}

/** What signed-in people can change about themselves: their name, their password, and where they are signed in. */
export function accountRoutes(
  app: FastifyInstance,
  { db, signIn, readToken, limit, inPlace }: AccountRoutesOptions,
): void {
  const account = accountAccessOf(db);

  async function signedIn(request: FastifyRequest): Promise<{ token: string; holder: SessionHolder }> {
    const token = readToken(request.headers);
    const holder = token && (await findSessionHolder(db, token));
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
    if (!body.success)
      return reply.code(400).send(httpFault(400, `Enter a name of up to ${PERSON_NAME_MAX_LENGTH} characters`));
    await account.rename(token, body.data.name);
    return reply.code(204).send();
  });

  // Needs the current password, so that somebody who finds an open browser can't take over the account. Guesses count
  // as sign-ins.
  app.post('/api/session/password', async (request, reply) => {
    const { token, holder } = await signedIn(request);
    const body = PasswordBody.safeParse(request.body);
    if (!body.success) {
      const { min, max } = PASSWORD_LENGTH;
      return reply.code(400).send(httpFault(400, `Enter your password and a new one of ${min} to ${max} characters`));
    }
    const { currentPassword, newPassword } = body.data;
    const { internalAdapter, password } = await signIn.$context;
    const changed = await inPlace(request.ip, async () => {
      const attempt = await limit({ email: holder.email, ip: request.ip });
      if (typeof attempt === 'number') return { wait: attempt };
      const accounts = await internalAdapter.findAccounts(holder.userId);
      const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
      const isRight = hash != null && (await password.verify({ hash, password: currentPassword }));
      await attempt.end(isRight ? 200 : 401);
      return { hash: isRight ? await password.hash(newPassword) : null };
    });
    if ('wait' in changed) {
      return reply.code(429).header('retry-after', changed.wait).send(httpFault(429, TOO_MANY_ATTEMPTS));
    }
    if (changed.hash === null) return reply.code(400).send(httpFault(400, "This isn't your current password"));
    await internalAdapter.updatePassword(holder.userId, changed.hash);
    await account.endResetLinks(holder.userId);
    await account.endOtherSessions(token);
    return reply.code(204).send();
  });
}
