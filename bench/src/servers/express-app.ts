import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import twilio from 'twilio';
import { ACCOUNT, PUBLIC_URL, STREAM_ADDRESS, VOICE_PATH } from '../provider.ts';
import { type AuthenticatedLocals, authenticate, requirePermission } from './authenticate.ts';
import type { PrismaClient } from './generated/client.ts';

type LocalResponse = Response<unknown, AuthenticatedLocals>;

const INVALID = { success: false, error: 'Invalid Phone Number format. Please use E.164 format (e.g., +1234567890)' };
const TAKEN = {
  success: false,
  code: 'PHONE_TAKEN',
  error: 'This phone number is already registered with another company',
};

/**
 * What the legacy system's own analysis recommends: the number in a unique column, a check for another holder before the
 * write, and a mapping of P2002. Without a log, security headers or limits.
 */
export function createExpressApp(prisma: PrismaClient, secret: string): Express {
  const app = express();
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });

  const mayUpdate = [authenticate(secret), requirePermission('organization', 'update')] as const;
  app.get(
    '/api/organization/phone-number/availability',
    ...mayUpdate,
    async (request: Request, response: LocalResponse) => {
      const phoneNumber = readNumber(request.query.phoneNumber);
      if (!phoneNumber) return void response.status(400).json(INVALID);
      const holder = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true } });
      if (!holder) return void response.json({ success: true, data: { phoneNumber, availability: 'AVAILABLE' } });
      if (holder.id !== response.locals.claims.tenantId) return void response.status(409).json(TAKEN);
      response.json({ success: true, data: { phoneNumber, availability: 'YOURS' } });
    },
  );

  app.get(
    '/api/organization/info',
    authenticate(secret),
    requirePermission('organization', 'read'),
    async (_request: Request, response: LocalResponse) => {
      const { tenantId } = response.locals.claims;
      const data = await prisma.tenant.findUnique({ where: { id: tenantId }, select: { phoneNumber: true } });
      response.json({ success: true, data });
    },
  );

  app.post(
    '/internal/resolve',
    express.json(),
    authenticate(secret),
    requirePermission('routing', 'read'),
    async (request: Request, response: LocalResponse) => {
      const phoneNumber = readNumber(request.body?.phoneNumber);
      if (!phoneNumber) return void response.status(400).json(INVALID);
      const data = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true, name: true } });
      response.json({ success: true, data });
    },
  );

  app.patch(
    '/api/organization/info',
    express.json(),
    ...mayUpdate,
    async (request: Request, response: LocalResponse) => {
      const phoneNumber = readNumber(request.body?.twilioConfig?.phoneNumber);
      if (!phoneNumber) return void response.status(400).json(INVALID);
      const { tenantId } = response.locals.claims;
      const holder = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true } });
      if (holder && holder.id !== tenantId) return void response.status(409).json(TAKEN);
      const data = await prisma.tenant.update({
        where: { id: tenantId },
        data: { phoneNumber },
        select: { id: true, name: true, phoneNumber: true },
      });
      response.json({ success: true, data });
    },
  );

  // As the library's documentation shows it.
  app.post(
    VOICE_PATH,
    express.urlencoded({ extended: false }),
    twilio.webhook({ url: `${PUBLIC_URL}${VOICE_PATH}` }, ACCOUNT.authToken),
    async (request: Request, response: Response) => {
      const { To: phoneNumber, CallSid: callSid } = request.body as { To: string; CallSid: string };
      const holder = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true } });
      const answer = new twilio.twiml.VoiceResponse();
      if (!holder) return void response.type('text/xml').send(answer.reject().toString());
      const stream = answer.connect().stream({ url: STREAM_ADDRESS });
      stream.parameter({ name: 'tenantId', value: holder.id });
      stream.parameter({ name: 'line', value: phoneNumber });
      const twiml = answer.toString();
      await prisma.call.create({ data: { callSid, tenantId: holder.id, phoneNumber, twiml } });
      response.type('text/xml').send(twiml);
    },
  );

  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof PrismaClientKnownRequestError && error.code === 'P2002') response.status(409).json(TAKEN);
    else response.status(500).json({ success: false, error: 'Failed to update organization' });
  });
  return app;
}

/** How the legacy system reads a number: strip, then test. Different spellings of one line are different lines. */
function readNumber(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const number = text.replace(/[^\d+]/g, '');
  return /^\+?[1-9]\d{1,14}$/.test(number) ? number : null;
}
