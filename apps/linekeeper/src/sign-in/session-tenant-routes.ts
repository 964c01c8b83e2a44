import { ChooseTenantInput, type SessionTenants } from '@linekeeper/contract';
import type { Database } from '@linekeeper/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SessionTokenReader } from './session-token.ts';

export interface SessionTenantRoutesOptions {
  db: Database;
  readToken: SessionTokenReader;
}

/** Lists the companies that a person can act for, and changes the current one. The session stores it for later calls. */
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
    if (!input.success) return refuse(reply, 400, 'BAD_REQUEST', 'Send the company as { "tenantId": "…" }');
    // The answer is the same whether the company doesn't exist or isn't theirs.
    const chosen = await db.chooseSessionTenant(token, input.data.tenantId);
    return chosen ? { ok: true } : refuse(reply, 403, 'FORBIDDEN', 'You are not a member of this company');
  });
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } });
}
