import { type Database, deadlockRetries, openDatabase, startEmbeddedPostgres } from '@linekeeper/db';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { DEMO_EMAILS } from './demo/demo-data.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { type Env, isLoopback } from './env.ts';
import { forgetHourly } from './forget-hourly.ts';
import { migrateLogged } from './migrate-logged.ts';
import { checkPooler } from './pooler-error.ts';
import { deriveKey, readSecret } from './secret.ts';
import { ServingRoleError } from './serving-role-error.ts';
import { createResolvePrincipal } from './sign-in/resolve-principal.ts';
import { createSessionTokenReader } from './sign-in/session-token.ts';
import { createSignIn, isSecure } from './sign-in/sign-in.ts';
import { createSignInLimit } from './sign-in/sign-in-limit.ts';

/** A server that answers requests. */
export interface RunningServer {
  app: FastifyInstance;
  /** Every route, as «METHOD /path», the dashboard's files left out. */
  routes: readonly string[];
  /** Where it listens, for people. */
  address: string;
  /** Whether the demo people may sign in here. */
  demo: boolean;
  /** Ends what is under way, then closes the database, the embedded one too. */
  close(): Promise<void>;
}

/** Everything from the environment to a listening server: database, migrations, demo companies, doors. */
export async function startServer(env: Env, log: Logger): Promise<RunningServer> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const secret = env.secret ?? (await readSecret(env.dataDir));
    const db = await openMigrated(env, secret, log, closers);
    closers.push(forgetHourly(db, log));
    const loopback = isLoopback(env.host);
    const publicUrl = env.publicUrl ?? `http://localhost:${env.port}`;
    const origins = trustedOrigins(env, publicUrl);
    const signIn = createSignIn({
      store: db.signInStore,
      accountAccess: db.accountAccess,
      secret,
      publicUrl,
      trustedOrigins: [...origins],
      log,
    });
    const cookie = (await signIn.$context).authCookies.sessionToken.name;
    const demo = env.demo && loopback;
    if (demo && (await seedDemo(db, signIn))) log.info('The demo companies were made');

    const readToken = createSessionTokenReader(secret, cookie);
    const { app, routes } = await createApp({
      db,
      signIn,
      readToken,
      resolvePrincipal: createResolvePrincipal(db, readToken),
      signInLimit: createSignInLimit({
        attempts: db.signInAttempts,
        key: deriveKey(secret, 'sign-in attempts'),
        failures: env.signInFailures,
      }),
      refusedEmails: loopback ? new Set() : DEMO_EMAILS,
      trustedOrigins: origins,
      frontEndOrigins: env.frontEndOrigins,
      trustProxy: env.trustProxy,
      secure: isSecure(publicUrl),
      httpTimeouts: env.httpTimeouts,
      log,
    });
    closers.push(async () => {
      await app.close();
      if (deadlockRetries.count > 0) log.info({ count: deadlockRetries.count }, 'deadlocks retried');
    });
    await app.listen({ host: env.host, port: env.port });
    return { app, routes, address: publicUrl, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMigrated(
  env: Env,
  secret: string,
  log: Logger,
  closers: (() => Promise<void>)[],
): Promise<Database> {
  const { url, ownerUrl } = env.database ?? (await embedded(env, log, closers));
  const { pooler, databaseTimeouts } = env;
  const servingStatementMs = pooler === 'transaction' ? databaseTimeouts.statementMs : undefined;
  await migrateLogged({ ownerUrl, url, servingStatementMs }, log);
  const onConnectionLost = (err: Error) => log.warn({ err }, 'a database connection was lost');
  const numberBudget = { ...env.numberBudget, key: deriveKey(secret, 'number budget') };
  const db = openDatabase({
    url,
    pooler,
    poolSize: env.poolSize,
    timeouts: databaseTimeouts,
    numberBudget,
    onConnectionLost,
  });
  closers.push(() => db.close());
  await checkPooler(db, env, log);
  const role = await db.servingRole();
  if (role.excess.length > 0) {
    const told = `The database role ${role.name} serves requests and ${role.excess.join(', ')}.`;
    // With an owner named, the operator meant to have them apart, and would believe that they are.
    if (url !== ownerUrl) throw new ServingRoleError(`${told} Give DATABASE_URL a role that may do none of this.`);
    log.warn(`${told} Give it a role of its own, and the owner as DATABASE_OWNER_URL`);
  }
  return db;
}

async function embedded(env: Env, log: Logger, closers: (() => Promise<void>)[]) {
  const postgres = await startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  closers.push(() => postgres.stop());
  if (postgres.takenOver) log.warn('The embedded PostgreSQL had outlived its server; it was started again');
  return postgres;
}

/** The public address; on this machine alone, under every name that a browser may use for it. */
function trustedOrigins(env: Env, publicUrl: string): Set<string> {
  const origins = new Set([new URL(publicUrl).origin]);
  if (isLoopback(env.host)) {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) origins.add(`http://${host}:${env.port}`);
  }
  return origins;
}
