import type { LegacyStorage } from '../legacy-storage.ts';

/** Without a server, the legacy product's latest changes are missing from what the command reads and decides. */
export async function warnUnfollowed(storage: LegacyStorage, warn: (text: string) => void): Promise<void> {
  if (await storage.isFollowed()) return;
  warn(
    "no server is connected, so changes that your product makes aren't followed at the moment. Start one, or run linekeeper legacy follow",
  );
}
