import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { prisma } from './database.ts';

const KEY = new TextEncoder().encode(process.env.JWT_SECRET ?? 'a secret for development only');

export interface SignUp {
  company: string;
  country: string;
  name: string;
  email: string;
  password: string;
}

/** Creates a company with its first user, and returns a token. */
export async function signUp({ company, country, name, email, password }: SignUp): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  const passwordHash = `${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
  const user = { name, email, passwordHash, isAdmin: true };
  const { users } = await prisma.company.create({
    data: { name: company, country, users: { create: user } },
    include: { users: true },
  });
  return tokenOf(users[0]?.id ?? '');
}

/** Returns a token, or null if the email or the password is wrong. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const user = await prisma.user.findUnique({ where: { email } });
  const [salt = '', hash = ''] = user?.passwordHash.split(':') ?? [];
  if (!user || !timingSafeEqual(Buffer.from(hash, 'hex'), scryptSync(password, salt, 32))) return null;
  return tokenOf(user.id);
}

/** The user of `Bearer <token>`, with the company. Null if the token isn't valid. */
export async function userOf(authorization: string | null | undefined) {
  const [, token = ''] = authorization?.split(' ') ?? [];
  const verified = await jwtVerify(token, KEY).catch(() => null);
  const id = verified?.payload.sub;
  return id ? prisma.user.findUnique({ where: { id }, include: { company: true } }) : null;
}

const tokenOf = (userId: string) =>
  new SignJWT().setSubject(userId).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(KEY);
