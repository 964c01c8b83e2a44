import express, { type ErrorRequestHandler, type Express } from 'express';
import type { PrismaClient } from '../generated/client.ts';
import { organizationRoutes } from './organization.ts';
import { peopleRoutes } from './people.ts';
import { voiceRoutes } from './voice.ts';

/** Any failure is a bare 500, as in the legacy system. */
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  process.stderr.write(`${String(error)}\n`);
  response.status(500).json({ success: false, error: 'Failed to update organization' });
};

export function createApp(prisma: PrismaClient, secret: string): Express {
  const app = express();
  app.use(express.json());
  app.use(express.urlencoded({ extended: false }));
  app.use('/api/auth', peopleRoutes(prisma, secret));
  app.use('/api/organization', organizationRoutes(prisma, secret));
  app.use('/voice', voiceRoutes(prisma));
  app.use(onError);
  return app;
}
