import { AcceptInvitation, FAULTS, InvitationLink } from '@linekeeper/contract';
import { type Database, findSessionHolder, invitationsOf } from '@linekeeper/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { InPlace } from './at-once.ts';
import type { SessionTokenReader } from './session-token.ts';
import type { SignIn } from './sign-in.ts';

const REFUSALS = {
  BAD_REQUEST: [FAULTS.BAD_REQUEST.status, FAULTS.BAD_REQUEST.message],
  UNAUTHORIZED: [FAULTS.UNAUTHORIZED.status, FAULTS.UNAUTHORIZED.message],
  OTHER_PERSON: [403, 'This invitation is for another email'],
  INVITATION_ENDED: [404, 'This invitation has been used or has expired. Ask for a new one'],
  LAST_OWNER: [409, "You're the only owner of this company, and accepting this invitation would change your role"],
  HAS_ACCOUNT: [409, 'You already have an account. Sign in to accept'],
} as const;

export interface InvitationRoutesOptions {
  db: Database;
  signIn: SignIn;
  readToken: SessionTokenReader;
  inPlace: InPlace;
}

/** Accepting an invitation is the only way to get an account or a membership. Only POST, so that no token is in an access log. */
export function invitationRoutes(
  app: FastifyInstance,
  { db, signIn, readToken, inPlace }: InvitationRoutesOptions,
): void {
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post('/api/invitation/read', async (request, reply) => {
    const link = InvitationLink.safeParse(request.body);
    if (!link.success) return refuse(reply, 'BAD_REQUEST');
    return (await invitationsOf(db).find(link.data)) ?? refuse(reply, 'INVITATION_ENDED');
  });

  app.post('/api/invitation/accept', async (request, reply) => {
    const input = AcceptInvitation.safeParse(request.body);
    if (!input.success) return refuse(reply, 'BAD_REQUEST');
    const { person, ...link } = input.data;
    const invitation = await invitationsOf(db).find(link);
    if (!invitation) return refuse(reply, 'INVITATION_ENDED');

    if (person) {
      if (invitation.hasAccount) return refuse(reply, 'HAS_ACCOUNT');
      // Hashing is expensive, so it's only done if the link works.
      const { password } = await signIn.$context;
      const passwordHash = await inPlace(request.ip, () => password.hash(person.password));
      const accepted = await invitationsOf(db).acceptAsNewPerson(link, { name: person.name, passwordHash });
      return accepted ? reply.code(204).send() : refuse(reply, 'INVITATION_ENDED');
    }

    const token = readToken(request.headers);
    const holder = token && (await findSessionHolder(db, token));
    if (!token || !holder) return refuse(reply, 'UNAUTHORIZED');
    if (holder.email.toLowerCase() !== invitation.email.toLowerCase()) return refuse(reply, 'OTHER_PERSON');
    const accepted = await invitationsOf(db).acceptAsHolderOf(token, link);
    if (accepted === 'ACCEPTED') return reply.code(204).send();
    return refuse(reply, accepted === 'LAST_OWNER' ? 'LAST_OWNER' : 'INVITATION_ENDED');
  });
}

function refuse(reply: FastifyReply, code: keyof typeof REFUSALS): FastifyReply {
  const [status, message] = REFUSALS[code];
  return reply.code(status).send({ error: { message, code } });
}
