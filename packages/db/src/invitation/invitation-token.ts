import { createHash, randomBytes } from 'node:crypto';

const DAYS = 7;

/** What an invitation's link carries beside the id. Whoever reads the database cannot make the link of it. */
export interface InvitationToken {
  token: string;
  hash: string;
  expiresAt: Date;
}

export function createInvitationToken(): InvitationToken {
  const token = randomBytes(24).toString('base64url');
  return { token, hash: hashOfInvitationToken(token), expiresAt: new Date(Date.now() + DAYS * 86_400_000) };
}

export function hashOfInvitationToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
