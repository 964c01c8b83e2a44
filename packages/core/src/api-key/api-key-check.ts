import { performance } from 'node:perf_hooks';
import type { ApiKeyHolder, FoundApiKey } from './api-key-holder.ts';
import { hashOf, isWellFormedApiKey } from './api-key-secret.ts';

/** How long a key can still work after another process revoked it. */
export const CACHED_MS = 10_000;
/** Each entry takes a few hundred bytes. */
const CACHED_KEYS = 1_000;

export interface ApiKeyCheckOptions {
  find: (hash: string) => Promise<FoundApiKey | null>;
  noteUse: (id: string) => Promise<void>;
  /** Milliseconds of a monotonic clock. */
  clock?: () => number;
  cachedKeys?: number;
}

export interface ApiKeyCheck {
  /** The holder of this key, or null if the key is invalid, expired or revoked. */
  holderOf(secret: string): Promise<ApiKeyHolder | null>;
  /** Removes a key that was revoked here from the cache, even if a look-up is in progress. */
  forget(id: string): void;
  /** Resolves after every use has been stored. */
  settled(): Promise<void>;
}

/**
 * Checks keys, and caches valid ones for {@link CACHED_MS}. A key that is used often costs one query in ten seconds. A key
 * that another process revoked, or whose tenant was deleted, works for at most that long. Malformed text costs no query. Keys
 * that weren't found aren't cached, so a new key works at once, and nobody can fill the memory with invalid keys.
 */
export function createApiKeyCheck(options: ApiKeyCheckOptions): ApiKeyCheck {
  const { find, noteUse, clock = () => performance.now(), cachedKeys = CACHED_KEYS } = options;
  const known = new Map<string, { holder: ApiKeyHolder; until: number }>();
  const notes = new Set<Promise<void>>();
  /** For each look-up in progress, the keys that were revoked here since it began. */
  const lookUps = new Set<Set<string>>();

  function note(id: string): void {
    // No request waits for this. If it fails, the next look-up tries again.
    const noted: Promise<void> = noteUse(id)
      .catch(() => {})
      .finally(() => notes.delete(noted));
    notes.add(noted);
  }

  function remember(hash: string, holder: ApiKeyHolder, until: number): void {
    known.delete(hash);
    const [oldest] = known.keys();
    if (known.size >= cachedKeys && oldest !== undefined) known.delete(oldest);
    known.set(hash, { holder, until });
  }

  /** The database's answer, unless the key was revoked here after the database had read it. */
  async function lookUp(hash: string): Promise<FoundApiKey | null> {
    const revoked = new Set<string>();
    lookUps.add(revoked);
    try {
      const found = await find(hash);
      return found && !revoked.has(found.holder.keyId) ? found : null;
    } finally {
      lookUps.delete(revoked);
    }
  }

  return {
    async holderOf(secret) {
      if (!isWellFormedApiKey(secret)) return null;
      const hash = hashOf(secret);
      // Taken before the look-up, so that a slow look-up doesn't extend the time that a revoked key works.
      const asked = clock();
      const cached = known.get(hash);
      if (cached && asked < cached.until) return cached.holder;
      known.delete(hash);
      const found = await lookUp(hash);
      if (!found) return null;
      remember(hash, found.holder, asked + Math.min(CACHED_MS, found.expiresInMs ?? CACHED_MS));
      if (found.useIsStale) note(found.holder.keyId);
      return found.holder;
    },
    forget(id) {
      for (const revoked of lookUps) revoked.add(id);
      for (const [hash, { holder }] of known) if (holder.keyId === id) known.delete(hash);
    },
    async settled() {
      await Promise.all(notes);
    },
  };
}
