import { inject } from 'vitest';
import { urlOf } from '../../support/postgres.setup.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';

/** A database for the legacy product. */
export interface ProductDatabase extends TestDatabase {
  /** As a role that owns the product's tables and nothing else. */
  productUrl: string;
}

export async function createProductDatabase(): Promise<ProductDatabase> {
  const db = await createBareDatabase();
  const name = new URL(db.ownerUrl).pathname.slice(1);
  const role = { name: `${name}_product`, password: 'product' };
  await db.sql(
    `CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}'; GRANT ALL ON SCHEMA public TO ${role.name}`,
  );
  return {
    ...db,
    productUrl: urlOf(inject('postgres').adminUrl, name, role),
    async [Symbol.asyncDispose]() {
      await db.sql(
        `REASSIGN OWNED BY ${role.name} TO CURRENT_USER; DROP OWNED BY ${role.name}; DROP ROLE ${role.name}`,
      );
      await db[Symbol.asyncDispose]();
    },
  };
}
