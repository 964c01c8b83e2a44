import { TENANT_HEADER } from '@linekeeper/contract';
import { type Database, findSessionHolder } from '@linekeeper/core';
import { PhoneNumber } from '@linekeeper/phone-number';
import { HttpError, httpFault } from '@linekeeper/server';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SessionTokenReader } from '../sign-in/session-token.ts';
import { sealReference } from './support-reference.ts';

const Body = z.strictObject({ phoneNumber: PhoneNumber });

export interface SupportRouteOptions {
  db: Database;
  readToken: SessionTokenReader;
  secret: string;
  /** How people reach the operator; null if the operator set nothing. */
  supportContact: string | null;
}

/**
 * Makes a reference for support about a number. It's made for any number, without a look at the holder, so a reference
 * proves nothing.
 */
export function supportRoute(app: FastifyInstance, options: SupportRouteOptions): void {
  const { db, readToken, secret, supportContact } = options;
  app.post('/api/session/support-reference', async (request, reply) => {
    const token = readToken(request.headers);
    const named = request.headers[TENANT_HEADER];
    const holder = token && (await findSessionHolder(db, token, Array.isArray(named) ? named.join() : named));
    if (!holder) throw new HttpError(401);
    if (typeof holder.membership === 'string') throw new HttpError(403);
    const body = Body.safeParse(request.body);
    if (!body.success) return reply.code(400).send(httpFault(400, 'phoneNumber: Send a number like +442079460018'));
    const { phoneNumber } = body.data;
    const contents = { tenantId: holder.membership.tenantId, phoneNumber, at: new Date().toISOString() };
    return { reference: sealReference(secret, contents), supportContact };
  });
}
