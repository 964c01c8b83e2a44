import type { AcceptInvitation, Invitation, InvitationLink } from '@linekeeper/contract';
import { request } from './request.ts';

/** What the page of an invitation's link shows. */
export type InvitationState =
  | {
      status: 'OPEN';
      invitation: Invitation /** The email of the signed-in person, or null. */;
      signedInAs: string | null;
    }
  | { status: 'ENDED' }
  | { status: 'UNREACHABLE' };

export async function readInvitation(link: InvitationLink): Promise<InvitationState> {
  try {
    const [invitation, session] = await Promise.all([
      request('/api/invitation/read', link),
      request('/api/auth/get-session'),
    ]);
    if (invitation.status === 400 || invitation.status === 404) return { status: 'ENDED' };
    if (!invitation.ok || !session.ok) return { status: 'UNREACHABLE' };
    const person = (await session.json()) as { user: { email: string } } | null;
    return {
      status: 'OPEN',
      invitation: (await invitation.json()) as Invitation,
      signedInAs: person?.user.email ?? null,
    };
  } catch {
    return { status: 'UNREACHABLE' };
  }
}

/** Accepts the invitation. Returns null, or a message that says why it failed. */
export async function acceptInvitation(input: AcceptInvitation): Promise<string | null> {
  try {
    const response = await request('/api/invitation/accept', input);
    if (response.ok) return null;
    // The server's message says what to do.
    const { error } = (await response.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return 'The server cannot be reached. Check your connection and try again';
  }
}
