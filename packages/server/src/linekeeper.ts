import { type ResolvedLine, ResolveInput } from '@linekeeper/contract';
import { type Database, deriveEncryptionKey, openDatabase, type Principal, type VoiceOptions } from '@linekeeper/core';
import { addressOfPool, type HostPool, type HostTransaction, migrate } from '@linekeeper/postgres';
import type { Answer, Call } from './call.ts';
import type { ResolvePrincipal } from './caller.ts';
import { createHandler } from './handler.ts';
import { callerOf, checked, HostError, type Identity, type TenantOfHost } from './identity.ts';
import { type TenantPhone, tenantPhone } from './in-process.ts';
import { consoleLog, type Log } from './log.ts';
import { resolveService } from './resolve-service.ts';
import { answerRequest } from './web.ts';

/** A request, for {@link LinekeeperOptions.authenticate}. */
export interface AuthenticateRequest {
  method: string;
  headers: Headers;
  /** The request object of your server: Express's or Node's `req`, or the web `Request`. */
  native: unknown;
}

export type Authenticate = (request: AuthenticateRequest) => Promise<Identity | null> | Identity | null;

export interface LinekeeperOptions {
  /** postgres://…, or your own pool. Linekeeper's tables are in a schema of their own, `linekeeper`. */
  database: string | HostPool;
  /** postgres://… of the role that owns the tables, for {@link Linekeeper.migrate}. Default: `database`. */
  ownerDatabase?: string;
  /** Your sign-in: returns who makes a request, and for which company. Null: not signed in. */
  authenticate: Authenticate;
  /** Where the API is mounted. Default: "/linekeeper". */
  basePath?: string;
  /**
   * The other origins whose pages can call the API. With `credentials`, browsers also send the person's cookies, so only list
   * your own origins.
   */
  origins?: readonly (string | { origin: string; credentials: boolean })[];
  /** How many different numbers a company can ask about. Default: 40 an hour and 120 a day. */
  numberBudget?: { perHour?: number; perDay?: number };
  /**
   * The key for the hashes of numbers that companies asked about, at least 32 characters. It also encrypts provider secrets;
   * without it, none can be stored. All processes need the same one. Otherwise, each process counts separately.
   */
  secret?: string;
  /**
   * How inbound calls are handled. `publicUrl` is the address that Twilio reaches, with `basePath`. Signatures are checked
   * over it.
   */
  voice?: Partial<VoiceOptions>;
  /** The log for faults, for example a pino logger. Default: the console. */
  log?: Log;
}

/** Linekeeper inside another product. */
export interface Linekeeper {
  /** Answers a web request: Next.js, Hono, Bun, Deno. For Express and plain `http` see `toNodeHandler`. */
  fetch(request: Request): Promise<Response>;
  basePath: string;
  /** Answers a call of any server. Never throws. */
  answer(call: Call): Promise<Answer>;
  /** The number of one of your companies, in-process. */
  forTenant(tenant: string | TenantOfHost): TenantPhone;
  /** Returns the company that holds the dialled number, in E.164 form. Null if none does. */
  resolve(phoneNumber: string): Promise<ResolvedLine | null>;
  /** The same in your own transaction, which commits or rolls back the changes. */
  within(transaction: HostTransaction): Pick<Linekeeper, 'forTenant'>;
  /** Creates or updates Linekeeper's tables. You can call it at every start. Several processes wait for each other. */
  migrate(): Promise<void>;
  /** Closes the connections that Linekeeper opened. Your own pool stays open. */
  close(): Promise<void>;
}

const SECRET_MIN_LENGTH = 32;

/** Makes Linekeeper a part of your product. It connects to the database at the first use. */
export function createLinekeeper(options: LinekeeperOptions): Linekeeper {
  const { database, authenticate, basePath = '/linekeeper', log = consoleLog, secret } = options;
  if (secret !== undefined && secret.length < SECRET_MIN_LENGTH) {
    throw new HostError(`The secret must have at least ${SECRET_MIN_LENGTH} characters`);
  }
  const db = openDatabase({
    url: database,
    numberBudget: { ...options.numberBudget, ...(secret !== undefined && { key: secret }) },
    ...(secret !== undefined && { encryptionKeys: [deriveEncryptionKey(secret)] }),
    ...(options.voice && { voice: options.voice }),
    onConnectionLost: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const handler = createHandler({
    db,
    log,
    basePath,
    frontEndOrigins: [],
    apiOrigins: (options.origins ?? []).map((origin) =>
      typeof origin === 'string' ? { origin, credentials: false } : origin,
    ),
    resolvePrincipal: resolveBy(authenticate, db),
  });
  const linekeeper: Linekeeper = {
    basePath,
    answer: (call) => handler.answer(call),
    fetch: (request) => answerRequest(linekeeper, request),
    forTenant: (tenant) => tenantPhone(db, tenant),
    resolve: async (phoneNumber) =>
      db.lines.resolve(checked(ResolveInput, { phoneNumber }, 'resolve() was given').phoneNumber),
    within(transaction) {
      const inside = db.within(transaction);
      return { forTenant: (tenant) => tenantPhone(inside, tenant) };
    },
    async migrate() {
      await migrate({ ownerUrl: options.ownerDatabase ?? addressOf(database), url: addressOf(database) });
    },
    close: () => db.close(),
  };
  return linekeeper;
}

/** API keys are Linekeeper's own. All other callers are identified by the host. */
export function resolveBy(authenticate: Authenticate, db: Database): ResolvePrincipal {
  return async (call): Promise<Principal | null> => {
    const service = await resolveService(db, call.headers);
    if (service !== undefined) return service;
    let identity: Identity | null;
    try {
      identity = await authenticate(requestOf(call));
    } catch (cause) {
      throw new HostError(`authenticate() threw: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    return identity && callerOf(identity, db);
  };
}

function requestOf({ method, headers, native }: Call): AuthenticateRequest {
  return {
    method,
    native,
    get headers() {
      const pairs = Object.entries(headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((each): [string, string] => [name, each]),
      );
      return new Headers(pairs);
    },
  };
}

/** The address that a pool connects to. */
function addressOf(database: string | HostPool): string {
  const address = typeof database === 'string' ? database : addressOfPool(database);
  if (address !== null) return address;
  throw new HostError('migrate() needs an address: your pool has no connectionString. Give ownerDatabase');
}
