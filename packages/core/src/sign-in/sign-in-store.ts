import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { PrismaClient } from '../generated/client.ts';

/** The database adapter of the sign-in library. Its tables are in prisma/schema.prisma. */
export type SignInStore = ReturnType<typeof prismaAdapter>;

export function signInStore(prisma: PrismaClient): SignInStore {
  return prismaAdapter(prisma, { provider: 'postgresql', transaction: true });
}
