import type { ApiKey } from '@linekeeper/contract';

// A day in words: 03/04 is two days in two countries.
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** Whether a key still works. */
export function isWorking({ revokedAt, expiresAt }: ApiKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > now);
}

/** What became of a key, in words: when it was made and last used, and how it ends or ended. */
export function stateOf({ createdAt, lastUsedAt, expiresAt, revokedAt }: ApiKey, now: Date): string[] {
  const day = (time: string) => DAY.format(new Date(time));
  const used = lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used';
  return [`Made ${day(createdAt)}`, used, end()];

  function end(): string {
    if (revokedAt) return `revoked ${day(revokedAt)}`;
    if (!expiresAt) return 'never expires';
    return new Date(expiresAt) > now ? `expires ${day(expiresAt)}` : `expired ${day(expiresAt)}`;
  }
}
