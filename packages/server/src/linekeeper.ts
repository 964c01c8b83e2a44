import { NO_TENANT_MESSAGES, type ResolvedLine, SECRET_MIN_LENGTH } from '@linekeeper/contract';
import {
  type DatabaseScope,
  databaseFault,
  deriveEncryptionKey,
  LEAST_NUMBERS,
  lineResolverOf,
  openDatabase,
  type Principal,
  unavailableFault,
  type VoiceOptions,
} from '@linekeeper/core';
import { PhoneNumber } from '@linekeeper/phone-number';
import { addressOfPool, type HostPool, type HostTransaction, migrate } from '@linekeeper/postgres';
import { TRPCError } from '@trpc/server';
import type { Answer, Call } from './call.ts';
import type { ResolvePrincipal } from './caller.ts';
import { cleanHourly } from './clean-hourly.ts';
import { createHandler } from './handler.ts';
import { createTenantReader, type ReadTenant } from './host-tenants.ts';
import { refuseUsually } from './http-fault.ts';
import { callerOf, HostError, type Identity, type TenantOfHost } from './identity.ts';
import { type ForTenantOptions, type TenantPhone, tenantPhone } from './in-process.ts';
import { consoleLog, type Log, logFault } from './log.ts';
import { missing, missingDatabase, refuseOtherAddress } from './missing-database.ts';
import { readBasePath } from './mount-path.ts';
import { namedTenant, resolveService } from './resolve-service.ts';
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
  /**
   * postgres://…, or your own pool. Linekeeper's tables are in a schema of their own, `linekeeper`. Undefined, for example
   * because the environment variable isn't set, is an error at the first use, so that a build can import your modules.
   */
  database: string | HostPool | undefined;
  /** postgres://… of the role that owns the tables, for {@link Linekeeper.migrate}. Default: `database`. */
  ownerDatabase?: string | undefined;
  /** Your sign-in: returns who makes a request, and for which company. Null: not signed in. */
  authenticate: Authenticate;
  /** Where the API is mounted. Default: "/linekeeper". */
  basePath?: string | undefined;
  /**
   * The other origins whose pages can call the API. With `credentials`, browsers also send the person's cookies, so only list
   * your own origins.
   */
  origins?: readonly (string | { origin: string; credentials: boolean })[] | undefined;
  /** How many different numbers a company can ask about, at least 6. Default: 40 an hour and 120 a day. */
  numberBudget?: { perHour?: number; perDay?: number } | undefined;
  /**
   * The key for the hashes of numbers that companies asked about, at least 32 characters. It also encrypts provider secrets;
   * without it, none can be stored. All processes need the same one. Otherwise, each process counts separately.
   */
  secret?: string | undefined;
  /**
   * How inbound calls are handled. `publicUrl` is the address of your server that Twilio reaches, for example
   * "https://app.example". `basePath` is added to it, unless it has a path of its own. Signatures are verified with it. Without it,
   * Twilio's requests are refused.
   */
  voice?: Partial<Omit<VoiceOptions, 'hasPublicUrl'>> | undefined;
  /** The log for faults, for example a pino logger. Default: the console. */
  log?: Log | undefined;
}

/** Linekeeper inside another product. */
export interface Linekeeper {
  /** Answers a web request: Next.js, Hono, Bun, Deno. For Express and plain `http` see `toNodeHandler`. */
  fetch: (request: Request) => Promise<Response>;
  basePath: string;
  /** Answers a call of any server. Never throws. */
  answer(call: Call): Promise<Answer>;
  /** The number of one of your companies, in-process. A company that isn't known yet is registered when it claims a number. */
  forTenant(tenant: string | TenantOfHost, options?: ForTenantOptions): TenantPhone;
  /**
   * Returns the company that holds the dialled number, in E.164 form. Null if no company does, or if the text isn't a number
   * in this form. Faults are thrown as `TRPCError`, with the API's `code`: SERVICE_UNAVAILABLE if the database is unavailable.
   */
  resolve(phoneNumber: string): Promise<ResolvedLine | null>;
  /** The same in your own transaction, which commits or rolls back the changes. */
  within(transaction: HostTransaction): Pick<Linekeeper, 'forTenant'>;
  /** Creates or updates Linekeeper's tables. You can call it at every start. Several processes wait for each other. */
  migrate(): Promise<void>;
  /** Closes the connections that Linekeeper opened. Your own pool stays open: end it after this. Later calls are refused. */
  close(): Promise<void>;
}

/** A call after {@link Linekeeper.close}. Another process can answer it. */
class ClosedError extends HostError {
  readonly statusCode = 503;

  constructor() {
    super('Linekeeper is closed');
  }
}

/** Makes Linekeeper a part of your product. It connects to the database at the first use. */
export function createLinekeeper(options: LinekeeperOptions): Linekeeper {
  const { database, authenticate, log = consoleLog, secret } = options;
  const basePath = readBasePath(options.basePath ?? '/linekeeper');
  if (secret !== undefined && secret.length < SECRET_MIN_LENGTH) {
    throw new HostError(`The secret must have at least ${SECRET_MIN_LENGTH} characters`);
  }
  for (const [name, limit] of Object.entries(options.numberBudget ?? {})) {
    if (!Number.isInteger(limit) || limit < LEAST_NUMBERS) {
      throw new HostError(`numberBudget.${name} must be an integer of at least ${LEAST_NUMBERS}`);
    }
  }
  for (const name of ['database', 'ownerDatabase'] as const) refuseOtherAddress(name, options[name]);
  const db = openDatabase({
    url: database || missingDatabase(),
    numberBudget: { ...options.numberBudget, ...(secret !== undefined && { key: secret }) },
    ...(secret !== undefined && { encryptionKeys: [deriveEncryptionKey(secret)] }),
    voice: {
      ...options.voice,
      publicUrl: publicUrlOf(options.voice?.publicUrl ?? 'http://localhost', basePath),
      hasPublicUrl: options.voice?.publicUrl !== undefined,
    },
    onConnectionLost: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  let isClosed = false;
  const refuseClosed = () => {
    if (isClosed) throw new ClosedError();
  };
  const read = createTenantReader(log);
  // Each call for a tenant starts with this.
  const readTenant: ReadTenant = (tenant, what) => {
    refuseClosed();
    return read(tenant, what);
  };
  const handler = createHandler({
    db,
    log,
    basePath,
    frontEndOrigins: [],
    apiOrigins: (options.origins ?? []).map((origin) =>
      typeof origin === 'string' ? { origin, credentials: false } : origin,
    ),
    resolvePrincipal: resolveBy(authenticate, { db, readTenant }),
  });
  // From the first request on, because a build only imports this module.
  let stopCleaning: (() => void) | null = null;
  const linekeeper: Linekeeper = {
    basePath,
    async answer(call) {
      if (isClosed) {
        const error = new ClosedError();
        logFault(log, error.statusCode, error, { requestId: call.requestId });
        return refuseUsually(error);
      }
      stopCleaning ??= cleanHourly(db, log);
      return handler.answer(call);
    },
    fetch: (request) => answerRequest(linekeeper, request),
    forTenant: (tenant, more) => tenantPhone({ db, readTenant }, tenant, more),
    async resolve(text) {
      refuseClosed();
      const { success, data: phoneNumber } = PhoneNumber.safeParse(text);
      if (!success) return null;
      return lineResolverOf(db)
        .resolve(phoneNumber)
        .catch((error: unknown) => {
          throw databaseFault(error) ?? error;
        });
    },
    within(transaction) {
      const inside = { db: db.within(transaction), readTenant };
      return { forTenant: (tenant, more) => tenantPhone(inside, tenant, more) };
    },
    async migrate() {
      refuseClosed();
      await migrate({ ownerUrl: options.ownerDatabase ?? addressOf(database), url: addressOf(database) });
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      stopCleaning?.();
      await db.close();
    },
  };
  return linekeeper;
}

/** API keys are Linekeeper's own. All other callers are identified by the host. */
export function resolveBy(
  authenticate: Authenticate,
  scope: { db: DatabaseScope; readTenant: ReadTenant },
): ResolvePrincipal {
  return async (call): Promise<Principal | null> => {
    const service = await resolveService(scope.db, call.headers);
    if (service !== undefined) return service;
    let identity: Identity | null;
    try {
      identity = await authenticate(requestOf(call));
    } catch (cause) {
      if (unavailableFault(cause)) throw cause;
      throw new HostError(`authenticate() threw: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    if (!identity) return null;
    const caller = await callerOf(identity, scope);
    const named = namedTenant(call.headers);
    // Acting for the host's company instead would change the wrong company's number.
    if (named !== undefined && named !== caller.tenant.id) {
      throw new TRPCError({ code: 'FORBIDDEN', message: NO_TENANT_MESSAGES.NOT_A_MEMBER });
    }
    return caller;
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
function addressOf(database: string | HostPool | undefined): string {
  if (!database) throw missing();
  const address = typeof database === 'string' ? database : addressOfPool(database);
  if (address !== null) return address;
  throw new HostError('migrate() needs an address, and your pool has no connectionString. Pass ownerDatabase');
}

/**
 * The address of Linekeeper for the phone provider, without a slash at its end. A `publicUrl` without a path is that of the
 * host's server, where Linekeeper is below `basePath`.
 */
function publicUrlOf(publicUrl: string, basePath: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new HostError(`voice.publicUrl must be an address like https://app.example: ${publicUrl}`);
  }
  return url.origin + (url.pathname === '/' ? basePath : url.pathname.replace(/\/$/, ''));
}
