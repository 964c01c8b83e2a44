import cors from '@fastify/cors';
import { type OrganizationAnswer, type OrganizationRefusal, TENANT_HEADER } from '@linekeeper/contract';
import type { Database } from '@linekeeper/core';
import { createContext, getOrganization, updateOrganization } from '@linekeeper/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ResolvePrincipal } from '../sign-in/resolve-principal.ts';
import { refusalOfFault, refusalOfOutcome, statusOf } from './organization-refusal.ts';

export const ORGANIZATION_PATH = '/api/organization/info';
/** How long a browser remembers that it may call. */
const PREFLIGHT_SECONDS = 600;

export interface OrganizationRoutesOptions {
  db: Database;
  resolvePrincipal: ResolvePrincipal;
  frontEndOrigins: readonly string[];
}

/**
 * The legacy REST door, for a scope of its own below {@link ORGANIZATION_PATH}: every answer there, whoever gives it,
 * has the shape that the legacy pages read.
 */
export async function organizationRoutes(
  scope: FastifyInstance,
  { db, resolvePrincipal, frontEndOrigins }: OrganizationRoutesOptions,
): Promise<void> {
  if (frontEndOrigins.length > 0) {
    // Without credentials: those pages hold a token, and no foreign page may use a person's cookie.
    await scope.register(cors, {
      origin: [...frontEndOrigins],
      methods: ['GET', 'PATCH'],
      allowedHeaders: ['authorization', 'content-type', TENANT_HEADER],
      exposedHeaders: ['retry-after'],
      maxAge: PREFLIGHT_SECONDS,
    });
  }
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const { refusal, retryAfterSeconds } = refusalOfFault(error);
    if (refusal.code === 'INTERNAL_SERVER_ERROR') request.log.error({ err: error.cause ?? error }, 'fault');
    if (retryAfterSeconds !== null) reply.header('retry-after', retryAfterSeconds);
    return refuse(reply, refusal);
  });
  const contextOf = (request: FastifyRequest) =>
    createContext({ db, requestId: request.id, resolvePrincipal: () => resolvePrincipal(request) });

  scope.get('', async (request): Promise<OrganizationAnswer> => {
    return { success: true, organization: await getOrganization(contextOf(request)) };
  });

  scope.patch('', async (request, reply): Promise<OrganizationAnswer | FastifyReply> => {
    const outcome = await updateOrganization(contextOf(request), request.body);
    return outcome.ok ? { success: true, organization: outcome.data } : refuse(reply, refusalOfOutcome(outcome.error));
  });

  scope.route({
    method: ['POST', 'PUT', 'DELETE'],
    url: '',
    handler: (_request, reply) =>
      refuse(reply.header('allow', 'GET, PATCH'), {
        success: false,
        code: 'METHOD_NOT_SUPPORTED',
        error: 'Read with GET, change with PATCH',
      }),
  });
}

function refuse(reply: FastifyReply, refusal: OrganizationRefusal): FastifyReply {
  return reply.code(statusOf(refusal)).send(refusal);
}
