import { prismaAdapter } from 'better-auth/adapters/prisma';
import { type DatabaseScope, perDatabase } from '../store.ts';

/**
 * The database adapter of the sign-in library. Its tables are in prisma/schema.prisma. The library's own type would be checked
 * in every product that mounts Linekeeper, and it doesn't compile everywhere.
 */
export type SignInStore = (options: never) => unknown;

export const signInStoreOf: (db: DatabaseScope) => SignInStore = perDatabase(({ prisma }) =>
  prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
);
