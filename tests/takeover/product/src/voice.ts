import { Router } from 'express';
import { Prisma, type PrismaClient } from '../generated/client.ts';

/** Twilio's webhook: finds the company of the called number by its last ten digits, in the JSON first. */
export function voiceRoutes(prisma: PrismaClient): Router {
  const router = Router();
  router.post('/inbound', async (request, response) => {
    const digits = String(request.body.To).replace(/\D/g, '').slice(-10);
    const line = (place: Prisma.Sql) => Prisma.sql`right(regexp_replace(${place}, '[^0-9]', '', 'g'), 10)`;
    const [company] = await prisma.$queryRaw<{ id: string }[]>`
      SELECT id FROM tenants
      WHERE ${line(Prisma.sql`"twilioConfig" ->> 'phoneNumber'`)} = ${digits} OR ${line(Prisma.sql`"phoneNumber"`)} = ${digits}
      ORDER BY ${line(Prisma.sql`"twilioConfig" ->> 'phoneNumber'`)} = ${digits} DESC NULLS LAST LIMIT 1`;
    response.type('text/xml');
    if (!company) {
      response.status(404).send('<Response><Reject/></Response>');
      return;
    }
    response.send(`<Response><Dial><Sip>sip:${company.id}@voice.example</Sip></Dial></Response>`);
  });
  return router;
}
