import { Router } from 'express';
import type { Prisma, PrismaClient } from '../generated/client.ts';
import { signedIn } from './people.ts';

/** What the legacy system's endpoint does, with its mistakes. */
export function organizationRoutes(prisma: PrismaClient, secret: string): Router {
  const router = Router();
  router.use(signedIn(secret));
  router.get('/info', async (_request, response) => {
    const organization = await prisma.tenant.findUnique({ where: { id: response.locals.organizationId } });
    if (!organization) {
      response.status(404).json({ success: false, error: 'Organization not found' });
      return;
    }
    response.json({ success: true, organization });
  });
  router.patch('/info', async (request, response) => {
    const { name, location, timezone, aiConfig, twilioConfig } = request.body;
    const data: Prisma.TenantUpdateInput = { name, location, timezone, aiConfig };
    const where = { id: response.locals.organizationId };
    if (twilioConfig) {
      const { phoneNumber } = twilioConfig;
      if (phoneNumber) {
        twilioConfig.phoneNumber = phoneNumber.replace(/[^\d+]/g, '');
        if (!/^\+?[1-9]\d{1,14}$/.test(twilioConfig.phoneNumber)) {
          response.status(400).json({ success: false, error: 'Invalid Phone Number format' });
          return;
        }
      }
      const stored = await prisma.tenant.findUniqueOrThrow({ where });
      const before = stored.twilioConfig;
      const isObject = typeof before === 'object' && before !== null && !Array.isArray(before);
      data.twilioConfig = { ...(isObject ? before : {}), ...twilioConfig };
    }
    response.json({ success: true, organization: await prisma.tenant.update({ where, data }) });
  });
  router.delete('/', async (_request, response) => {
    await prisma.tenant.delete({ where: { id: response.locals.organizationId } });
    response.json({ success: true });
  });
  return router;
}
