import { ChooseTenantInput, type SessionTenants } from '@linekeeper/contract';
import { chooseSessionTenant, type Database, findSessionHolder, findSessionTenants } from '@linekeeper/core';
import { httpFault } from '@linekeeper/server';
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
    if (!token || !(await findSessionHolder(db, token))) return reply.code(401).send(httpFault(401));
    return findSessionTenants(db, token);
  });

  app.post('/api/session/tenant', async (request, reply) => {
    const token = readToken(request.headers);
    if (!token || !(await findSessionHolder(db, token))) return reply.code(401).send(httpFault(401));
    const input = ChooseTenantInput.safeParse(request.body);
    if (!input.success) return reply.code(400).send(httpFault(400, 'Send the company as { "tenantId": "…" }'));
    // The answer is the same whether the company doesn't exist or isn't theirs.
    const chosen = await chooseSessionTenant(db, token, input.data.tenantId);
    return chosen ? { ok: true } : reply.code(403).send(httpFault(403, 'You are not a member of this company'));
  });
}
