import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { defineConfig } from 'prisma/config';

const CHAR = 18;
const TEXT = 25;

/** Without the engine, `db push` reads the catalog through the adapter, which doesn't know PostgreSQL's type "char". */
class CatalogClient extends pg.Client {
  override query(...args: unknown[]): never {
    const answer = args.at(-1);
    const withTexts = (result: pg.QueryResult | undefined) => {
      for (const field of result?.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
      return result;
    };
    const run = super.query.bind(this) as (...given: unknown[]) => Promise<pg.QueryResult> | undefined;
    if (typeof answer !== 'function') return run(...args)?.then(withTexts) as never;
    return run(...args.slice(0, -1), (error: unknown, result?: pg.QueryResult) =>
      answer(error, withTexts(result)),
    ) as never;
  }
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: process.env.MIGRATIONS ?? 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaPg(new pg.Pool({ connectionString: process.env.DATABASE_URL, Client: CatalogClient })),
});
