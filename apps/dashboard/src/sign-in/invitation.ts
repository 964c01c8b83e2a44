import type { AcceptInvitation, Invitation, InvitationLink } from '@linekeeper/contract';
import { request, SERVER_FAULT, send, UNREACHABLE } from './request.ts';

/** What the page of an invitation's link shows. `signedInAs`: the email of the signed-in person, or null. */
export type InvitationState =
  | { status: 'OPEN'; invitation: Invitation; signedInAs: string | null }
  | { status: 'ENDED'; signedInAs: string | null }
  | { status: 'FAILED'; message: string };

export async function readInvitation(link: InvitationLink): Promise<InvitationState> {
  try {
    const [invitation, session] = await Promise.all([
      request('/api/invitation/read', link),
      request('/api/auth/get-session'),
    ]);
    const hasEnded = invitation.status === 400 || invitation.status === 404;
    if (!(hasEnded || invitation.ok) || !session.ok) return { status: 'FAILED', message: SERVER_FAULT };
    const person = (await session.json()) as { user: { email: string } } | null;
    const signedInAs = person?.user.email ?? null;
    if (hasEnded) return { status: 'ENDED', signedInAs };
    return { status: 'OPEN', invitation: (await invitation.json()) as Invitation, signedInAs };
  } catch {
    return { status: 'FAILED', message: UNREACHABLE };
  }
}

/** Accepts the invitation. Returns null, or a message that says why it failed. */
export function acceptInvitation(input: AcceptInvitation): Promise<string | null> {
  return send('/api/invitation/accept', input);
}
