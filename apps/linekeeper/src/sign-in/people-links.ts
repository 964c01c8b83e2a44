import { randomBytes } from 'node:crypto';
import type { AccountAccess, InvitationLink } from '@linekeeper/core';
import type { SignIn } from './sign-in.ts';

const RESET_MINUTES = 60;

/** Where somebody who is invited goes. The token stands in the query, which no access log of ours holds. */
export function invitationAddress(publicUrl: string, { id, token }: InvitationLink): string {
  return `${publicUrl}/invitation/${id}?token=${token}`;
}

/** A link with which this person chooses a new password, once; null if nobody has this e-mail. It ends older links. */
export async function createResetAddress(
  signIn: SignIn,
  accountAccess: AccountAccess,
  publicUrl: string,
  email: string,
): Promise<{ link: string; expiresAt: Date } | null> {
  const { internalAdapter } = await signIn.$context;
  const found = await internalAdapter.findUserByEmail(email.toLowerCase());
  if (!found) return null;
  await accountAccess.endResetLinks(found.user.id);
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + RESET_MINUTES * 60_000);
  // As the library's own /request-password-reset writes it, which would send a mail instead of answering the link.
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: found.user.id,
    expiresAt,
  });
  return { link: `${publicUrl}/reset-password?token=${token}`, expiresAt };
}
