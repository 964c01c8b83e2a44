import { createHash, randomBytes } from 'node:crypto';
import { INVITATION_DAYS } from '@linekeeper/contract';

/** The secret in an invitation's link, next to the id. It can't be computed from what the database stores. */
export interface InvitationToken {
  token: string;
  hash: string;
  expiresAt: Date;
}

export function createInvitationToken(): InvitationToken {
  const token = randomBytes(24).toString('base64url');
  return { token, hash: hashOfInvitationToken(token), expiresAt: new Date(Date.now() + INVITATION_DAYS * 86_400_000) };
}

export function hashOfInvitationToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The link, without the dashboard's address. The token is in the query, which our access log doesn't contain. */
export function invitationPath({ id, token }: { id: string; token: string }): string {
  return `/invitation/${id}?token=${token}`;
}
