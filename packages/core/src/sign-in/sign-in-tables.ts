import { type DatabaseScope, STORE } from '../store.ts';

/**
 * The Prisma client, for the adapter of the sign-in library. Its tables are in prisma/schema.prisma. The library itself isn't a
 * dependency of this package, so a product that mounts Linekeeper doesn't install it.
 */
export function signInTablesOf(db: DatabaseScope): object {
  return db[STORE].prisma;
}
