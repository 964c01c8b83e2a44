import { type DatabaseScope, perDatabase, STORE } from '../store.ts';

/** How many sign-ins can fail, and within how many seconds of the first failure. */
export interface AttemptLimit {
  attempts: number;
  seconds: number;
}

/** The counts of sign-in attempts. Keys are hashes, so these rows contain no email and no address. */
export interface SignInAttempts {
  /** Counts an attempt before it's made. Null: it's allowed. Otherwise, the seconds until one is allowed, and nothing is counted. */
  count(key: Uint8Array, limit: AttemptLimit): Promise<number | null>;
  /** The attempt succeeded, so it no longer counts. */
  takeBack(key: Uint8Array): Promise<void>;
  forget(key: Uint8Array): Promise<void>;
  isFamiliar(key: Uint8Array): Promise<boolean>;
  makeFamiliar(key: Uint8Array, seconds: number): Promise<void>;
}

export const signInAttemptsOf = perDatabase(({ prisma }): SignInAttempts => {
  return {
    async count(given, { attempts, seconds }) {
      const key = Buffer.from(given);
      // One statement. It locks the row and sees its current state, so concurrent attempts can't exceed the limit.
      const counted = await prisma.$executeRaw`
        INSERT INTO linekeeper.sign_in_attempts AS held (key_hash, attempts, resets_at)
        VALUES (${key}, 1, now() + make_interval(secs => ${seconds}::int))
        ON CONFLICT (key_hash) DO UPDATE SET
          attempts = CASE WHEN held.resets_at > now() THEN held.attempts + 1 ELSE 1 END,
          resets_at = CASE WHEN held.resets_at > now() THEN held.resets_at ELSE excluded.resets_at END
        WHERE held.attempts < ${attempts}::int OR held.resets_at <= now()
      `;
      if (counted > 0) return null;
      const rows = await prisma.$queryRaw<{ seconds: number }[]>`
        SELECT ceil(extract(epoch FROM resets_at - now()))::int AS seconds FROM linekeeper.sign_in_attempts WHERE key_hash = ${key}
      `;
      return Math.max(rows[0]?.seconds ?? 1, 1);
    },
    async takeBack(given) {
      await prisma.$executeRaw`
        UPDATE linekeeper.sign_in_attempts SET attempts = greatest(attempts - 1, 0) WHERE key_hash = ${Buffer.from(given)}
      `;
    },
    async forget(given) {
      await prisma.$executeRaw`DELETE FROM linekeeper.sign_in_attempts WHERE key_hash = ${Buffer.from(given)}`;
    },
    async isFamiliar(given) {
      const rows = await prisma.$queryRaw<unknown[]>`
        SELECT 1 FROM linekeeper.familiar_addresses WHERE key_hash = ${Buffer.from(given)} AND until > now()
      `;
      return rows.length > 0;
    },
    async makeFamiliar(given, seconds) {
      await prisma.$executeRaw`
        INSERT INTO linekeeper.familiar_addresses (key_hash, until)
        VALUES (${Buffer.from(given)}, now() + make_interval(secs => ${seconds}::int))
        ON CONFLICT (key_hash) DO UPDATE SET until = excluded.until
      `;
    },
  };
});

export async function forgetOldAttempts({ [STORE]: { prisma } }: DatabaseScope): Promise<void> {
  await prisma.$executeRaw`DELETE FROM linekeeper.sign_in_attempts WHERE resets_at <= now()`;
  await prisma.$executeRaw`DELETE FROM linekeeper.familiar_addresses WHERE until <= now()`;
}
