import { PrismaPg } from '@prisma/adapter-pg';
import { initTRPC, TRPCError } from '@trpc/server';
import { type CreateFastifyContextOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify from 'fastify';
import { z } from 'zod';
import { createTokenReader } from './authenticate.ts';
import { readServerEnv } from './env.ts';
import { PrismaClient } from './generated/client.ts';

// tRPC as its starters set it up: its own adapter for Fastify, and Prisma.

const { port, databaseUrl, poolSize, secret } = readServerEnv();
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: poolSize }) });
const read = createTokenReader(secret);
const t = initTRPC.context<ReturnType<typeof createContext>>().create();
const procedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.claims) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { tenantId: ctx.claims.tenantId } });
});
const Input = z.object({ phoneNumber: z.string().transform((text) => text.replace(/[^\d+]/g, '')) });
const taken = (phoneNumber: string) => ({ ok: false, error: { code: 'PHONE_TAKEN', phoneNumber } });

const router = t.router({
  phone: t.router({
    checkAvailability: procedure.input(Input).query(async ({ ctx, input: { phoneNumber } }) => {
      const holder = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true } });
      if (holder && holder.id !== ctx.tenantId) return taken(phoneNumber);
      return { ok: true, data: { phoneNumber, availability: holder ? 'YOURS' : 'AVAILABLE' } };
    }),
    setInboundNumber: procedure.input(Input).mutation(async ({ ctx, input: { phoneNumber } }) => {
      const holder = await prisma.tenant.findUnique({ where: { phoneNumber }, select: { id: true } });
      if (holder && holder.id !== ctx.tenantId) return taken(phoneNumber);
      await prisma.tenant.update({ where: { id: ctx.tenantId }, data: { phoneNumber } });
      return { ok: true, data: { phoneNumber } };
    }),
    getInboundNumber: procedure.query(({ ctx }) =>
      prisma.tenant.findUnique({ where: { id: ctx.tenantId }, select: { phoneNumber: true } }),
    ),
  }),
});

function createContext({ req }: CreateFastifyContextOptions) {
  return { claims: read(req.headers.authorization) };
}

const app = Fastify();
app.get('/healthz', () => ({ ok: true }));
await app.register(fastifyTRPCPlugin, {
  prefix: '/trpc',
  trpcOptions: { router, createContext, allowMethodOverride: true },
});
await app.listen({ port, host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close().then(() => prisma.$disconnect()));
