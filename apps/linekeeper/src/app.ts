import { MAX_BODY_BYTES } from '@linekeeper/contract';
import { accountAccessOf, type Database } from '@linekeeper/core';
import {
  createHandler,
  createRequestId,
  httpFault,
  logFault,
  type ResolvePrincipal,
  refuseOtherSites,
  refuseUsually,
} from '@linekeeper/server';
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { dashboardRoutes } from './http/dashboard-routes.ts';
import { doorRoutes, doorServer } from './http/door-server.ts';
import { healthRoutes } from './http/health-routes.ts';
import { type HttpTimeouts, serverTimeouts } from './http/http-timeouts.ts';
import { lastRequests } from './http/last-requests.ts';
import { malformedRequests } from './http/malformed-requests.ts';
import { securityHeaders } from './http/security-headers.ts';
import { loggedPath } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { createPlaces } from './sign-in/at-once.ts';
import { helpRoute } from './sign-in/help-route.ts';
import { invitationRoutes } from './sign-in/invitation-routes.ts';
import { sessionTenantRoutes } from './sign-in/session-tenant-routes.ts';
import type { SessionTokenReader } from './sign-in/session-token.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { SignInLimit } from './sign-in/sign-in-limit.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { supportRoute } from './support/support-route.ts';

export interface AppOptions {
  db: Database;
  resolvePrincipal: ResolvePrincipal;
  /** Reads the session token of a request. Accepting an invitation needs a session, not a key. */
  readToken: SessionTokenReader;
  signIn: SignIn;
  signInLimit: SignInLimit;
  /** Whether the demo people can sign in. */
  demo: boolean;
  /** How people reach the operator; null if the operator set nothing. */
  supportContact: string | null;
  /** Seals references for support. */
  secret: string;
  /** The origin that browsers see. */
  publicUrl: string;
  trustedOrigins: ReadonlySet<string>;
  /** The origins whose pages can call the REST address from a browser, with a bearer token. */
  frontEndOrigins: readonly string[];
  /** The other origins whose pages can call the API. */
  apiOrigins: readonly { origin: string; credentials: boolean }[];
  /** The number of proxies in front of the server. */
  trustProxy: number;
  /** Whether people use HTTPS. */
  secure: boolean;
  httpTimeouts: HttpTimeouts;
  /** Whether people sign in here. Otherwise `resolvePrincipal` knows them from elsewhere. */
  hasSignIn: boolean;
  /** Whether the web pages are served. */
  hasDashboard: boolean;
  /** Counts requests and outcomes, if the operator asks for it. */
  metrics: Metrics | undefined;
  log: Logger;
}

/** The server's addresses. */
export interface App {
  /** Not yet listening. */
  app: FastifyInstance;
  /** All routes as "METHOD /path", without the dashboard's files. */
  routes: readonly string[];
}

/** All addresses of the server on one Fastify instance. */
export async function createApp(options: AppOptions): Promise<App> {
  const { db, resolvePrincipal, signIn, readToken, signInLimit, demo, publicUrl, trustedOrigins, log } = options;
  const {
    supportContact,
    secret,
    frontEndOrigins,
    apiOrigins,
    trustProxy,
    secure,
    httpTimeouts,
    hasSignIn,
    hasDashboard,
    metrics,
  } = options;
  const headers = securityHeaders(secure);
  const handler = createHandler({
    db,
    resolvePrincipal,
    log,
    onOutcome: metrics?.onOutcome,
    trustedOrigins,
    frontEndOrigins,
    apiOrigins,
    basePath: '',
    sessionCookie: hasSignIn ? (await signIn.$context).authCookies.sessionToken.name : undefined,
  });
  const app = Fastify({
    loggerInstance: log,
    // We log one line for each request ourselves, instead of Fastify's two.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: createRequestId,
    // Trust by hop count: clients can forge earlier entries of the header.
    trustProxy: (_address, hop) => hop < trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    ...serverTimeouts(httpTimeouts),
    ...doorServer({ handler, headers, log, onAnswer: metrics?.onAnswer }),
    ...malformedRequests(headers),
    // No route has a schema, and loading the libraries for them takes a seventh of the time of a start.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  }) as unknown as FastifyInstance;

  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((one) => `${one} ${url}`));
  });
  let doors: readonly string[] = [];
  metrics?.watch(app, () => doors);

  // Only JSON is accepted. By default, Fastify also reads plain text, which a form on another site can send.
  app.removeContentTypeParser('text/plain');

  lastRequests(app);
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  // Unless a route sets it. It depends on the answer and not on the address, because an address has several spellings.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const path = loggedPath(request.url);
    const ms = Math.round(reply.elapsedTime * 100) / 100;
    request.log.info({ method: request.method, path, status: reply.statusCode, ms }, 'request');
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, headers, body } = refuseUsually(error);
    if (status >= 500) logFault(request.log, status, error);
    return reply.code(status).headers(headers).send(body);
  });

  healthRoutes(app, db);
  const signInScope = async (scope: FastifyInstance) => {
    sameOrigin(scope, trustedOrigins);
    const inPlace = createPlaces();
    helpRoute(scope, { demo, supportContact });
    sessionTenantRoutes(scope, { db, readToken });
    supportRoute(scope, { db, readToken, secret, supportContact });
    accountRoutes(scope, { db, signIn, readToken, limit: signInLimit, inPlace });
    await scope.register(async (inner) =>
      signInRoutes(inner, {
        signIn,
        demo,
        publicUrl,
        limit: signInLimit,
        inPlace,
        onSignIn: (email) => accountAccessOf(db).noteSignIn(email),
      }),
    );
    await scope.register(async (inner) => invitationRoutes(inner, { db, signIn, readToken, inPlace }));
  };
  if (hasSignIn) await app.register(signInScope);
  doors = [...routes, ...doorRoutes(handler)];
  if (hasDashboard) await dashboardRoutes(app);
  else app.setNotFoundHandler((_request, reply) => reply.code(404).send(httpFault(404)));
  return { app, routes: doors };
}

function noSchemas(): never {
  throw new Error('Routes have no schemas: each door checks what it is sent');
}

/** Refuses requests that a page of another site sends with the person's cookie. */
function sameOrigin(scope: FastifyInstance, trustedOrigins: ReadonlySet<string>): void {
  scope.addHook('onRequest', async ({ method, headers }) => refuseOtherSites(method, headers, trustedOrigins));
}
