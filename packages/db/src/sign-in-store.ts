import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { PrismaClient } from './generated/client.ts';

/** Where the sign-in library keeps its rows, in the form that it takes. Its tables are those of prisma/schema.prisma. */
export type SignInStore = ReturnType<typeof prismaAdapter>;

export function signInStore(prisma: PrismaClient): SignInStore {
  return prismaAdapter(prisma, { provider: 'postgresql', transaction: true });
}
