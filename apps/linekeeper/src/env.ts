import { resolve } from 'node:path';
import { PLAIN_TEXT } from '@linekeeper/contract';
import { LEAST_NUMBERS } from '@linekeeper/core';
import { z } from 'zod';
import type { HttpTimeouts } from './http/http-timeouts.ts';
import { longSecret, toVoiceEnv, VOICE_VARIABLES, type VoiceEnv, voiceProblems } from './voice-env.ts';

// Not 0, because the address that browsers see must be known before the server listens.
const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const numbers = z.coerce.number().int().min(LEAST_NUMBERS).max(10_000);
const failures = z.coerce.number().int().min(1).max(100_000);
// Not 0, because that means "no limit" to Node, PostgreSQL and the pool.
const milliseconds = z.coerce.number().int().min(100).max(600_000);
const hops = z.preprocess(
  (value) => (value === 'true' ? 1 : value === 'false' ? 0 : value),
  z.coerce.number().int().min(0).max(10),
);
const origins = z
  .string()
  .transform((list) => list.split(',').map((origin) => originOf(origin.trim())))
  .refine(
    (list): list is string[] => !list.includes(null),
    'must be origins like https://app.example, separated by commas',
  );
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

const Variables = z.object({
  // Not 0, because the system would choose a port that isn't shown.
  PORT: port.min(1).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .transform(originOf)
    .refine((origin) => origin !== null, 'must be an address like https://lines.example, without a path, query or user')
    .optional(),
  TRUST_PROXY: hops.default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_POOLER: z.enum(['none', 'session', 'transaction']).default('none'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(1000).default(10),
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds.default(2_000),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(2_500),
  HTTP_HEADERS_TIMEOUT_MS: milliseconds.default(5_000),
  HTTP_REQUEST_TIMEOUT_MS: milliseconds.default(10_000),
  HTTP_IDLE_TIMEOUT_MS: milliseconds.default(30_000),
  HTTP_KEEP_ALIVE_TIMEOUT_MS: milliseconds.default(72_000),
  LINEKEEPER_DATA_DIR: z.string().min(1).default('.linekeeper'),
  LINEKEEPER_DATABASE_PORT: port.optional(),
  LINEKEEPER_METRICS_PORT: port.optional(),
  LINEKEEPER_DEMO: flag.optional(),
  LINEKEEPER_SIGN_IN: flag.default(true),
  LINEKEEPER_DASHBOARD: flag.default(true),
  LINEKEEPER_NUMBERS_PER_HOUR: numbers.default(40),
  LINEKEEPER_NUMBERS_PER_DAY: numbers.default(120),
  LINEKEEPER_CHANGES_PER_DAY: z.coerce.number().int().min(0).max(10_000).default(50),
  LINEKEEPER_SIGN_IN_FAILURES_PER_EMAIL: failures.default(10),
  LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS: failures.default(100),
  LINEKEEPER_FRONT_END_ORIGINS: origins.optional(),
  LINEKEEPER_API_ORIGINS: origins.optional(),
  LINEKEEPER_API_COOKIE_ORIGINS: origins.optional(),
  LINEKEEPER_SUPPORT_CONTACT: z.string().trim().max(200).regex(PLAIN_TEXT, 'must be one line of text').optional(),
  ...VOICE_VARIABLES,
  LINEKEEPER_SECRET: longSecret.optional(),
});

/** The checked environment variables. This is the only place that reads `process.env`. */
export interface Env extends VoiceEnv {
  host: string;
  port: number;
  /** The origin that browsers see. */
  publicUrl: string | undefined;
  /** How many trusted proxies are in front of the server. */
  trustProxy: number;
  logLevel: string;
  /** Default: the embedded PostgreSQL. */
  database: { url: string; ownerUrl: string } | undefined;
  /** The connection pooler between the server and PostgreSQL. */
  pooler: 'none' | 'session' | 'transaction';
  poolSize: number;
  databaseTimeouts: { connectMs: number; statementMs: number };
  httpTimeouts: HttpTimeouts;
  embeddedPort: number | undefined;
  dataDir: string;
  /** Where Prometheus reads `/metrics`. Default: nowhere. */
  metricsPort: number | undefined;
  demo: boolean;
  /** Whether people can sign in with a password here. */
  signIn: boolean;
  /** Whether the web pages are served. */
  dashboard: boolean;
  /** How many different numbers a tenant can ask about. */
  numberBudget: { perHour: number; perDay: number; changesPerDay: number };
  /** How many wrong passwords are allowed in 15 minutes. */
  signInFailures: { perEmail: number; perAddress: number };
  /** The origins of the legacy system's pages, which call from the browser with a bearer token. */
  frontEndOrigins: readonly string[];
  /** The other origins whose pages can call the API, and whether their requests carry the person's cookies. */
  apiOrigins: readonly { origin: string; credentials: boolean }[];
  /** How people of companies can reach the operator, shown to them as it is: an email, a phone number or an address. */
  supportContact: string | null;
  /** The secret that signs sessions. Default: the one in the data folder. */
  secret: string | undefined;
}

/** Every problem with the environment variables, one per line. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/** Throws {@link EnvError}. An empty variable counts as absent, because shells and compose files often set empty ones. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (given.DATABASE_OWNER_URL && !given.DATABASE_URL) {
    problems.push('DATABASE_OWNER_URL: also set DATABASE_URL, or set neither to use the embedded PostgreSQL');
  }
  if ((given.DATABASE_POOLER ?? 'none') !== 'none' && !given.DATABASE_OWNER_URL) {
    problems.push(
      "DATABASE_POOLER: set DATABASE_OWNER_URL to PostgreSQL itself, because migrations can't use a pooler",
    );
  }
  problems.push(...voiceProblems(given));
  if (!parsed.success || problems.length > 0) {
    throw new EnvError(
      `The environment variables have ${problems.length} mistake(s):\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? undefined,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    database: env.DATABASE_URL
      ? { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL }
      : undefined,
    pooler: env.DATABASE_POOLER,
    poolSize: env.DATABASE_POOL_SIZE,
    databaseTimeouts: { connectMs: env.DATABASE_CONNECT_TIMEOUT_MS, statementMs: env.DATABASE_STATEMENT_TIMEOUT_MS },
    httpTimeouts: {
      headersMs: env.HTTP_HEADERS_TIMEOUT_MS,
      requestMs: env.HTTP_REQUEST_TIMEOUT_MS,
      idleMs: env.HTTP_IDLE_TIMEOUT_MS,
      keepAliveMs: env.HTTP_KEEP_ALIVE_TIMEOUT_MS,
    },
    embeddedPort: env.LINEKEEPER_DATABASE_PORT,
    dataDir: resolve(cwd, env.LINEKEEPER_DATA_DIR),
    metricsPort: env.LINEKEEPER_METRICS_PORT,
    demo: env.LINEKEEPER_SIGN_IN && (env.LINEKEEPER_DEMO ?? env.DATABASE_URL === undefined),
    signIn: env.LINEKEEPER_SIGN_IN,
    dashboard: env.LINEKEEPER_DASHBOARD,
    numberBudget: {
      perHour: env.LINEKEEPER_NUMBERS_PER_HOUR,
      perDay: env.LINEKEEPER_NUMBERS_PER_DAY,
      changesPerDay: env.LINEKEEPER_CHANGES_PER_DAY,
    },
    signInFailures: {
      perEmail: env.LINEKEEPER_SIGN_IN_FAILURES_PER_EMAIL,
      perAddress: env.LINEKEEPER_SIGN_IN_FAILURES_PER_ADDRESS,
    },
    frontEndOrigins: env.LINEKEEPER_FRONT_END_ORIGINS ?? [],
    apiOrigins: [
      ...withCredentials(env.LINEKEEPER_API_ORIGINS, false),
      ...withCredentials(env.LINEKEEPER_API_COOKIE_ORIGINS, true),
    ],
    supportContact: env.LINEKEEPER_SUPPORT_CONTACT ?? null,
    secret: env.LINEKEEPER_SECRET,
    ...toVoiceEnv(env),
  };
}

function withCredentials(origins: readonly string[] | undefined, credentials: boolean) {
  return (origins ?? []).map((origin) => ({ origin, credentials }));
}

/** The origin in an address, as a browser sends it. Null if the text isn't an origin, for example `*`. */
function originOf(address: string): string | null {
  const url = URL.canParse(address) && !address.includes('*') ? new URL(address) : null;
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  return isOrigin ? url.origin : null;
}

/** Whether a host is reachable only from this machine. `host` is a name, an address or the hostname of a URL. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
