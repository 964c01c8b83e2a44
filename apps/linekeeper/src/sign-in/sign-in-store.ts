import { type DatabaseScope, signInTablesOf } from '@linekeeper/core';
import { prismaAdapter } from 'better-auth/adapters/prisma';

/** The database adapter of the sign-in library. */
export type SignInStore = ReturnType<typeof prismaAdapter>;

export function signInStoreOf(db: DatabaseScope): SignInStore {
  return prismaAdapter(signInTablesOf(db), { provider: 'postgresql', transaction: true });
}
