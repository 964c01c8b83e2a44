import { randomBytes } from 'node:crypto';
import type { AccountAccess } from '@linekeeper/core';
import type { SignIn } from './sign-in.ts';

const RESET_MINUTES = 60;

/** A link that lets this person choose a new password once. Ends older links. Null if no person has this email. */
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
  // The same as the library's /request-password-reset, which would send an email instead of returning the link.
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: found.user.id,
    expiresAt,
  });
  return { link: `${publicUrl}/reset-password?token=${token}`, expiresAt };
}
