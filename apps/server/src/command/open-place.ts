import { randomBytes } from 'node:crypto';
import { type DatabaseUrls, findEmbeddedPostgres, migrate, openDatabase, startEmbeddedPostgres } from '@linekeeper/db';
import type { Env } from '../env.ts';
import { createLogger } from '../log.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import type { Place } from './command.ts';

/** Opens DATABASE_URL's database, else the embedded one, which is started and stopped again where no server runs it. */
export async function openPlace(env: Env): Promise<Place & AsyncDisposable> {
  const postgres = await findPostgres(env);
  try {
    const { url, ownerUrl } = postgres;
    await migrate({ ownerUrl, url });
    const db = openDatabase({ url, poolSize: 2 });
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

/** DATABASE_URL's server, else the embedded one, which is stopped in the end where it was started for this. */
export async function findPostgres(env: Env): Promise<DatabaseUrls & AsyncDisposable> {
  const running = env.database ?? (await findEmbeddedPostgres(env.dataDir));
  if (running) return { ...running, [Symbol.asyncDispose]: async () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  const { url, ownerUrl } = postgres;
  return { url, ownerUrl, [Symbol.asyncDispose]: () => postgres.stop() };
}
