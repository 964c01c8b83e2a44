import { accountAccessOf, type Database, openDatabase, signInAttemptsOf } from '@linekeeper/core';
import { startEmbeddedPostgres } from '@linekeeper/embedded-postgres';
import { legacyOrganizations, refreshLegacyLink, startLegacyWorker } from '@linekeeper/legacy';
import { deadlockRetries } from '@linekeeper/postgres';
import { type Authenticate, cleanHourly, createTenantReader, resolveBy } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { isDemoPerson, isReachableLocallyOnly, signOutDemoPeople } from './demo/demo-people.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { type Env, isLoopback } from './env.ts';
import type { Metrics } from './metrics/metrics.ts';
import { migrateLogged } from './migrate-logged.ts';
import { checkPooler } from './pooler-error.ts';
import { deriveKey, readSecret } from './secret.ts';
import { noteAddress } from './server-address.ts';
import { ServingRoleError } from './serving-role-error.ts';
import { createResolvePrincipal } from './sign-in/resolve-principal.ts';
import { createSessionTokenReader } from './sign-in/session-token.ts';
import { createSignIn, isSecure } from './sign-in/sign-in.ts';
import { createSignInLimit } from './sign-in/sign-in-limit.ts';
import { signInStoreOf } from './sign-in/sign-in-store.ts';
import { VERSION } from './version.ts';
import { encryptionKeysOf } from './voice-env.ts';

/** A running server. */
export interface RunningServer {
  app: FastifyInstance;
  /** All routes as "METHOD /path", without the dashboard's files. */
  routes: readonly string[];
  /** The address to show to people. */
  address: string;
  /** Whether the demo people can sign in here. */
  demo: boolean;
  /** Warnings about the settings for the operator, each of one or two sentences. */
  warnings: readonly string[];
  /** Waits for requests in progress, then closes the database, including the embedded one. */
  close(): Promise<void>;
}

export interface StartServerOptions {
  /** Says who makes a request, instead of our own sign-in, which is switched off then. API keys work as before. */
  authenticate?: Authenticate | undefined;
}

/** Starts everything that the environment asks for: database, migrations, demo companies, HTTP. */
export async function startServer(
  given: Env,
  log: Logger,
  { authenticate }: StartServerOptions = {},
): Promise<RunningServer> {
  const env = authenticate ? { ...given, signIn: false, demo: false } : given;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const secret = env.secret ?? (await readSecret(env.dataDir));
    const publicUrl = env.publicUrl ?? `http://localhost:${env.port}`;
    const demo = env.demo && isReachableLocallyOnly(env, publicUrl);
    const warnings = warningsOf(env, publicUrl);
    const db = await openMigrated(env, { secret, publicUrl, demo }, log, closers);
    // Not earlier, because a refused start prints only one line, for people.
    log.info({ version: VERSION }, 'Linekeeper starts');
    for (const warning of warnings) log.warn(warning);
    const stopCleaning = cleanHourly(db, log);
    closers.push(async () => stopCleaning());
    const origins = trustedOrigins(env, publicUrl);
    const signIn = createSignIn({
      store: signInStoreOf(db),
      accountAccess: accountAccessOf(db),
      secret,
      publicUrl,
      trustedOrigins: [...origins],
      log,
    });
    const cookie = (await signIn.$context).authCookies.sessionToken.name;
    if (!demo) await signOutDemoPeople(signIn);
    else if (await seedDemo(db, signIn)) log.info('The demo companies were created');

    const metrics = await openMetrics(env, db, closers);
    const readToken = createSessionTokenReader(secret, cookie);
    const { app, routes } = await createApp({
      db,
      signIn,
      readToken,
      resolvePrincipal: env.signIn
        ? createResolvePrincipal(db, readToken)
        : resolveBy(authenticate ?? (() => null), { db, readTenant: createTenantReader(log) }),
      hasSignIn: env.signIn,
      hasDashboard: env.dashboard,
      signInLimit: createSignInLimit({
        attempts: signInAttemptsOf(db),
        key: deriveKey(secret, 'sign-in attempts'),
        failures: env.signInFailures,
      }),
      demo,
      supportContact: env.supportContact,
      secret,
      publicUrl,
      trustedOrigins: origins,
      frontEndOrigins: env.frontEndOrigins,
      apiOrigins: env.apiOrigins,
      trustProxy: env.trustProxy,
      secure: isSecure(publicUrl),
      httpTimeouts: env.httpTimeouts,
      metrics,
      log,
    });
    closers.push(async () => {
      await app.close();
      if (deadlockRetries.count > 0) log.info({ count: deadlockRetries.count }, 'deadlocks retried');
    });
    await app.listen({ host: env.host, port: env.port });
    await noteAddress(env.dataDir, publicUrl);
    return { app, routes, address: publicUrl, demo, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMigrated(
  env: Env,
  { secret, publicUrl, demo }: { secret: string; publicUrl: string; demo: boolean },
  log: Logger,
  closers: (() => Promise<void>)[],
): Promise<Database> {
  const { url, ownerUrl } = env.database ?? (await embedded(env, log, closers));
  const { pooler, databaseTimeouts } = env;
  const servingStatementMs = pooler === 'transaction' ? databaseTimeouts.statementMs : undefined;
  await migrateLogged({ ownerUrl, url, servingStatementMs }, log);
  await refreshLegacyLink({ ownerUrl, url });
  const onConnectionLost = (err: Error) => log.warn({ err }, 'a database connection was lost');
  const numberBudget = { ...env.numberBudget, key: deriveKey(secret, 'number budget') };
  const encryptionKeys = encryptionKeysOf(env, secret);
  const db = openDatabase({
    url,
    pooler,
    poolSize: env.poolSize,
    timeouts: databaseTimeouts,
    numberBudget,
    organizations: legacyOrganizations,
    encryptionKeys,
    voice: { ...env.voice, publicUrl, hasPublicUrl: env.publicUrl !== undefined },
    // The demo people's password is public.
    ...(!demo && { isRefused: isDemoPerson }),
    onConnectionLost,
  });
  closers.push(() => db.close());
  const onError = (err: unknown) => log.warn({ err }, 'the changes of the legacy product could not be followed');
  closers.push(startLegacyWorker({ urls: { ownerUrl, url }, keyId: encryptionKeys[0]?.id, onError }));
  await checkPooler(db, env, log);
  const role = await db.servingRole();
  if (role.excess.length > 0) {
    const told = `The database role ${role.name} serves requests and ${role.excess.join(', ')}.`;
    // The operator set a separate owner, so the serving role must be a different one with fewer rights.
    if (url !== ownerUrl) throw new ServingRoleError(`${told} Set DATABASE_URL to a role that can't do this.`);
    log.warn(`${told} Use a separate role for requests, and set DATABASE_OWNER_URL to the owner`);
  }
  return db;
}

async function embedded(env: Env, log: Logger, closers: (() => Promise<void>)[]) {
  const postgres = await startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort });
  closers.push(() => postgres.stop());
  if (postgres.takenOver)
    log.warn('The embedded PostgreSQL was still running after its server had crashed, so it was restarted');
  return postgres;
}

/** The metrics library is loaded only if it's needed, so that other starts don't wait for it. */
async function openMetrics(
  { host, metricsPort: port }: Env,
  db: Database,
  closers: (() => Promise<void>)[],
): Promise<Metrics | undefined> {
  if (port === undefined) return undefined;
  const { createMetrics } = await import('./metrics/metrics.ts');
  const { serveMetrics } = await import('./metrics/metrics-server.ts');
  const metrics = createMetrics(db);
  closers.push(await serveMetrics(metrics, { host, port }));
  return metrics;
}

/** The public origin. If it's this machine with HTTP, all spellings of this machine count as that origin. */
function trustedOrigins(env: Env, publicUrl: string): Set<string> {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  const origins = new Set([origin]);
  if (protocol === 'http:' && isLoopback(hostname) && isLoopback(env.host)) {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      for (const each of [port || '80', String(env.port)]) origins.add(new URL(`http://${host}:${each}`).origin);
    }
  }
  return origins;
}

function warningsOf(env: Env, publicUrl: string): string[] {
  const warnings: string[] = [];
  if (!isSecure(publicUrl) && !isLoopback(new URL(publicUrl).hostname)) {
    warnings.push(
      `PUBLIC_URL is ${publicUrl}: passwords and session cookies are sent unencrypted. Use HTTPS and an https:// address.`,
    );
  }
  if (env.publicUrl === undefined && !isLoopback(env.host)) {
    warnings.push(
      "Other machines can reach HOST, but PUBLIC_URL isn't set, so browsers there can't sign in. Set PUBLIC_URL.",
    );
  }
  if (env.demo && !isReachableLocallyOnly(env, publicUrl)) {
    warnings.push(
      'The demo is off because other machines can reach this server (HOST, PUBLIC_URL or TRUST_PROXY). Use "linekeeper tenant create" to create the first company.',
    );
  }
  // Without the dashboard, nobody is told to contact the people who run the service.
  if (env.supportContact === null && env.dashboard && !env.demo) {
    warnings.push(
      "LINEKEEPER_SUPPORT_CONTACT isn't set, so the dashboard can't tell companies how to reach you. Set it to an email or a phone number.",
    );
  }
  return warnings;
}
