import { randomBytes } from 'node:crypto';
import { openDatabase } from '@linekeeper/core';
import {
  type DatabaseUrls,
  hasEmbeddedPostgres,
  joinEmbeddedPostgres,
  migrate,
  previewMigrations,
} from '@linekeeper/postgres';
import type { Env } from '../env.ts';
import { createLogger } from '../log.ts';
import { findSecret, readSecret } from '../secret.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { encryptionKeysOf } from '../voice-env.ts';
import { type Place, Refused } from './command.ts';

/**
 * Opens the database at DATABASE_URL, otherwise the embedded one. If no server runs that one, it's started, and stopped in
 * the end. For a command that only reads (`reads`), no database is created or migrated: throws {@link Refused} instead.
 */
export async function openPlace(env: Env, { reads }: { reads: boolean }): Promise<Place & AsyncDisposable> {
  if (reads && !env.database && !(await hasEmbeddedPostgres(env.dataDir))) {
    throw new Refused(`The folder ${env.dataDir} has no database yet. ${MIGRATE}`);
  }
  const postgres = await findPostgres(env);
  try {
    const { url, ownerUrl } = postgres;
    if (reads) await refuseUnmigrated(ownerUrl);
    else await migrate({ ownerUrl, url });
    // Never a new secret: what it encrypted, no server could read.
    const known = env.secret ?? (await findSecret(env.dataDir));
    const encryptionKeys = known === null ? env.encryptionKeys : encryptionKeysOf(env, known);
    const db = openDatabase({ url, pooler: env.pooler, poolSize: 2, timeouts: PATIENT, encryptionKeys });
    const publicUrl = env.publicUrl ?? `http://localhost:${env.port}`;
    // Commands sign nothing, so they don't need the servers' secret.
    const secret = randomBytes(32).toString('base64url');
    const log = createLogger({ level: 'silent' });
    const signIn = createSignIn({
      store: db.signInStore,
      accountAccess: db.accountAccess,
      secret,
      publicUrl,
      trustedOrigins: [],
      log,
    });
    return {
      db,
      signIn,
      publicUrl,
      secret: async () => env.secret ?? readSecret(env.dataDir),
      async [Symbol.asyncDispose]() {
        await db.close();
        await postgres[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await postgres[Symbol.asyncDispose]();
    throw error;
  }
}

/** Longer than a server waits, because nobody else waits for a command. */
const PATIENT = { connectMs: 30_000, statementMs: 30_000 };
const MIGRATE = 'Run "linekeeper migrate" or start the server';

async function refuseUnmigrated(ownerUrl: string): Promise<void> {
  const { pending } = await previewMigrations(ownerUrl);
  if (pending.length === 0) return;
  throw new Refused(
    `The database has ${pending.length} pending migration(s), so this command can't read it. ${MIGRATE}`,
  );
}

/** The server at DATABASE_URL, otherwise the embedded one. It's stopped in the end if it was started for commands. */
export async function findPostgres(env: Env): Promise<DatabaseUrls & AsyncDisposable> {
  if (env.database) return { ...env.database, [Symbol.asyncDispose]: async () => {} };
  const { url, ownerUrl, leave } = await joinEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  return { url, ownerUrl, [Symbol.asyncDispose]: leave };
}
