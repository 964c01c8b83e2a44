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
import { createSignIn } from '../sign-in/sign-in.ts';
import { type Place, Refused } from './command.ts';

/**
 * Opens the database of DATABASE_URL, or else the embedded one, which is started and stopped again if no server runs it.
 * For a command that only reads (`reads`), nothing is made or migrated: throws {@link Refused} if that is needed first.
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
    const db = openDatabase({ url, pooler: env.pooler, poolSize: 2 });
    const publicUrl = env.publicUrl ?? `http://localhost:${env.port}`;
    // Nothing that a command makes is signed, so it needs no secret that servers know.
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

const MIGRATE = 'Run `linekeeper migrate`, or start the server';

async function refuseUnmigrated(ownerUrl: string): Promise<void> {
  const { pending } = await previewMigrations(ownerUrl);
  if (pending.length === 0) return;
  throw new Refused(`The database needs ${pending.length} migration(s) before this command can read it. ${MIGRATE}`);
}

/** The server of DATABASE_URL, or else the embedded one, which is stopped in the end if it was started for commands. */
export async function findPostgres(env: Env): Promise<DatabaseUrls & AsyncDisposable> {
  if (env.database) return { ...env.database, [Symbol.asyncDispose]: async () => {} };
  const { url, ownerUrl, leave } = await joinEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  return { url, ownerUrl, [Symbol.asyncDispose]: leave };
}
