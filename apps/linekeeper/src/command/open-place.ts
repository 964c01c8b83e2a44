import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { OwnerPlace } from '@linekeeper/command';
import {
  accountAccessOf,
  type EncryptionKey,
  findTenant,
  openDatabase,
  operatorContext,
  ownerContext,
} from '@linekeeper/core';
import { hasEmbeddedPostgres, joinEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { type DatabaseUrls, migrate, previewMigrations } from '@linekeeper/postgres';
import type { Env } from '../env.ts';
import { createLogger } from '../log.ts';
import { findSecret, readSecret } from '../secret.ts';
import { findAddress } from '../server-address.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { signInStoreOf } from '../sign-in/sign-in-store.ts';
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
    const encryptionKeys = await findEncryptionKeys(env);
    const db = openDatabase({ url, pooler: env.pooler, poolSize: 2, timeouts: PATIENT, encryptionKeys });
    const publicUrl = env.publicUrl ?? (await findAddress(env.dataDir)) ?? `http://localhost:${env.port}`;
    // Commands sign nothing, so they don't need the servers' secret.
    const secret = randomBytes(32).toString('base64url');
    const log = createLogger({ level: 'silent' });
    const signIn = createSignIn({
      store: signInStoreOf(db),
      accountAccess: accountAccessOf(db),
      secret,
      publicUrl,
      trustedOrigins: [],
      log,
    });
    const name = operatorName();
    return {
      operator: operatorContext(db, { name }),
      async actFor(tenantId) {
        const tenant = await findTenant(db, tenantId);
        if (!tenant) throw new Refused(`No tenant has the id ${tenantId}`);
        return operatorContext(db, { name, tenant });
      },
      signIn,
      publicUrl,
      platformAccount: env.voice.platformCredentials,
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

/** The same for a command that works as the owner of the tables, with the database as it is. `command`: for the history. */
export async function openOwnerPlace(
  env: Env,
  command: string,
): Promise<Pick<OwnerPlace, 'operator'> & AsyncDisposable> {
  const postgres = await findPostgres(env);
  return {
    operator: ownerContext(
      { urls: postgres, encryptionKeys: () => findEncryptionKeys(env) },
      { name: operatorName(), reason: `linekeeper ${command}` },
    ),
    [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
  };
}

/** Longer than a server waits, because a command blocks nobody. */
const PATIENT = { connectMs: 30_000, statementMs: 30_000 };
const MIGRATE = 'Run "linekeeper migrate" or start the server';

async function refuseUnmigrated(ownerUrl: string): Promise<void> {
  const { pending } = await previewMigrations({ ownerUrl, url: ownerUrl });
  if (pending.length === 0) return;
  throw new Refused(
    `The database has ${pending.length} pending migration(s), so this command can't read it. ${MIGRATE}`,
  );
}

/**
 * The servers' keys. Never derived from a new secret or, with DATABASE_URL, from the data folder's secret, which might
 * belong to another database. No server could read what such a key encrypts.
 */
async function findEncryptionKeys(env: Env): Promise<readonly EncryptionKey[]> {
  const known = env.secret ?? (env.database ? null : await findSecret(env.dataDir));
  return encryptionKeysOf(env, known);
}

/** The server at DATABASE_URL, otherwise the embedded one. It's stopped at the end if it was started for commands. */
async function findPostgres(env: Env): Promise<DatabaseUrls & AsyncDisposable> {
  if (env.database) return { ...env.database, [Symbol.asyncDispose]: async () => {} };
  const { url, ownerUrl, leave } = await joinEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  return { url, ownerUrl, [Symbol.asyncDispose]: leave };
}

/** The name of the system's user. In a container, it's the number of a user who can have no name. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
