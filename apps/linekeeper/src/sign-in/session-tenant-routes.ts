import { ChooseTenantInput, type SessionTenants } from '@linekeeper/contract';
import type { Database } from '@linekeeper/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SessionTokenReader } from './session-token.ts';

export interface SessionTenantRoutesOptions {
  db: Database;
  readToken: SessionTokenReader;
}

/** Which companies a person may act for, and choosing one. The choice is kept in the session, for every later call. */
export function sessionTenantRoutes(app: FastifyInstance, { db, readToken }: SessionTenantRoutesOptions): void {
  app.get('/api/session/tenants', async (request, reply): Promise<SessionTenants | FastifyReply> => {
    const token = readToken(request.headers);
    if (!token || !(await db.findSessionHolder(token))) return refuse(reply, 401, 'UNAUTHORIZED', 'Sign in first');
    return db.findSessionTenants(token);
  });

  app.post('/api/session/tenant', async (request, reply) => {
    const token = readToken(request.headers);
    if (!token || !(await db.findSessionHolder(token))) return refuse(reply, 401, 'UNAUTHORIZED', 'Sign in first');
    const input = ChooseTenantInput.safeParse(request.body);
    if (!input.success) return refuse(reply, 400, 'BAD_REQUEST', 'Name a company as { "tenantId": "…" }');
    // One answer for a company of others and for none at all.
    const chosen = await db.chooseSessionTenant(token, input.data.tenantId);
    return chosen ? { ok: true } : refuse(reply, 403, 'FORBIDDEN', 'You are not a member of this company');
  });
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } });
}
