import { createHash } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import jwt from 'jsonwebtoken';
import type { PrismaClient } from '../generated/client.ts';

interface Claims {
  sub: string;
  organizationId: string;
}

const hashed = (password: string) => createHash('sha256').update(password).digest('hex');

/** Sign-up and sign-in, with the product's own token. */
export function peopleRoutes(prisma: PrismaClient, secret: string): Router {
  const tokenOf = (claims: Claims) => jwt.sign(claims, secret, { expiresIn: '1h' });
  const router = Router();
  router.post('/register', async (request, response) => {
    const { company, email, password, country } = request.body as Record<string, string>;
    const slug = `${String(company).toLowerCase().replaceAll(/\W+/g, '-')}-${Date.now()}-${Math.random()}`;
    const tenant = await prisma.tenant.create({
      data: {
        name: String(company),
        slug,
        country: country ?? null,
        members: {
          create: {
            user: {
              create: {
                email: String(email),
                accounts: { create: { provider: 'password', password: hashed(String(password)) } },
              },
            },
          },
        },
      },
      include: { members: true },
    });
    const claims = { sub: tenant.members[0]?.userId ?? '', organizationId: tenant.id };
    response.status(201).json({ success: true, token: tokenOf(claims), organizationId: tenant.id });
  });
  router.post('/login', async (request, response) => {
    const { email, password } = request.body as Record<string, string>;
    const user = await prisma.user.findUnique({
      where: { email: String(email) },
      include: { accounts: true, members: true },
    });
    const [member] = user?.members ?? [];
    if (!user || !member || user.accounts[0]?.password !== hashed(String(password))) {
      response.status(401).json({ success: false, error: 'Wrong email or password' });
      return;
    }
    await prisma.session.create({ data: { userId: user.id, expiresAt: new Date(Date.now() + 3_600_000) } });
    response.json({ success: true, token: tokenOf({ sub: user.id, organizationId: member.tenantId }) });
  });
  return router;
}

/** Puts the organization of the bearer token into `response.locals`. */
export function signedIn(secret: string): RequestHandler {
  return (request, response, next) => {
    try {
      const [, token = ''] = (request.headers.authorization ?? '').split(' ');
      response.locals.organizationId = (jwt.verify(token, secret) as unknown as Claims).organizationId;
      next();
    } catch {
      response.status(401).json({ success: false, error: 'Not signed in' });
    }
  };
}
