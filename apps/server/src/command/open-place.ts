import { randomBytes } from 'node:crypto';
import {
  type EmbeddedPostgresUrls,
  findEmbeddedPostgres,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
} from '@linekeeper/db';
import type { Env } from '../env.ts';
import { createLogger } from '../log.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import type { Place } from './command.ts';

/** A command's place, for the command's time. */
export interface OpenPlace extends Place {
  close(): Promise<void>;
}

/** Opens DATABASE_URL's database, else the embedded one, which is started and stopped again where no server runs it. */
export async function openPlace(env: Env): Promise<OpenPlace> {
  const postgres = await findPostgres(env);
  const { url, ownerUrl } = postgres;
  try {
    await migrate({ ownerUrl, url });
    const db = openDatabase({ url, poolSize: 2 });
    const publicUrl = env.publicUrl ?? `http://localhost:${env.port}`;
    // Nothing that a command makes is signed, so it needs no secret that servers know.
    const secret = randomBytes(32).toString('base64url');
    const log = createLogger({ level: 'silent' });
    const signIn = createSignIn({ store: db.signInStore, secret, publicUrl, trustedOrigins: [], log });
    return {
      db,
      signIn,
      publicUrl,
      async close() {
        await db.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function findPostgres(env: Env): Promise<EmbeddedPostgresUrls & { stop(): Promise<void> }> {
  const running = env.database ?? (await findEmbeddedPostgres(env.dataDir));
  if (running) return { ...running, stop: async () => {} };
  return startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
}
