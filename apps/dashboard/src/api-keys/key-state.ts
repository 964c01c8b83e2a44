import type { ApiKey } from '@linekeeper/contract';
import { day } from '../ui/when.tsx';

/** Whether the key is neither revoked nor expired. */
export function isActive({ revokedAt, expiresAt }: ApiKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > now);
}

/** The state of a key in words: when it was created, when it was last used, and when it expires, expired or was revoked. */
export function stateOf({ createdAt, lastUsedAt, expiresAt, revokedAt }: ApiKey, now: Date): string[] {
  const used = lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used';
  return [`Created ${day(createdAt)}`, used, end()];

  function end(): string {
    if (revokedAt) return `revoked ${day(revokedAt)}`;
    if (!expiresAt) return 'never expires';
    return new Date(expiresAt) > now ? `expires ${day(expiresAt)}` : `expired ${day(expiresAt)}`;
  }
}
