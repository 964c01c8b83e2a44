import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { MigrationError } from './migration-error.ts';
import type { MigrationFiles } from './migration-files.ts';
import { WholeScriptPg } from './whole-script-pg.ts';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations that are not applied yet, and answers their names. Runs Prisma's own schema engine, which
 * keeps `_prisma_migrations`: the binary that `prisma migrate` runs is downloaded at install; this is the same code as
 * WebAssembly, from the registry. Throws {@link MigrationError} where PostgreSQL refuses one, which is then forgotten
 * rather than in the way: its script was one transaction.
 */
export async function applyMigrations(url: string, migrationsList: MigrationFiles): Promise<string[]> {
  const { SchemaEngine } = await instantiate();
  const pool = new pg.Pool({ connectionString: url, application_name: 'linekeeper migrate', max: 1 });
  const adapter = new WholeScriptPg(pool);
  const engine = await SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return (await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })).appliedMigrationNames;
  } catch (error) {
    const migrationName = /migration_name="([^"]+)"/.exec(String(error))?.[1];
    if (!migrationName || !adapter.refusal) throw error;
    await engine.markMigrationRolledBack({ migrationName });
    throw new MigrationError(migrationName, adapter.refusal);
  } finally {
    engine.free();
    await pool.end();
  }
}

// Node has it; TypeScript knows it only from the browser's library, which does not belong on a server.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/**
 * An engine with a memory of its own. Its JavaScript half is a module that holds one WebAssembly instance; were it
 * shared, a second load in the same process would pull the memory from under an engine that is at work.
 */
async function instantiate(): Promise<typeof Engine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const [glue, wasm] = await Promise.all([
    import(`${pathToFileURL(entry).href}?${randomUUID()}`) as Promise<typeof Engine>,
    readFile(entry.replace(/\.js$/, '.wasm')),
  ]);
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  (glue as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
