import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { MigrationError, MigrationFailed } from './migration-error.ts';
import { filesOf, type Migration } from './migration-files.ts';
import { WholeScriptPg } from './whole-script-pg.ts';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Prisma's own schema engine, which writes `linekeeper._prisma_migrations`. It finds the schema by the pool's search_path. */
export interface SchemaEngine extends Disposable {
  /**
   * Applies the pending migrations. Throws {@link MigrationError} if one fails. It's recorded as rolled back then, because its
   * script was one transaction.
   */
  applyMigrations(): Promise<void>;
  /** Records that a migration that was started must run again. */
  markRolledBack(migrationName: string): Promise<void>;
}

/**
 * `prisma migrate` runs a binary that is downloaded at install. This is the same code as WebAssembly, from the registry. It
 * stores the history with the pool, and calls `runScript` to run scripts.
 */
export async function openSchemaEngine(
  pool: pg.Pool,
  migrations: readonly Migration[],
  runScript: (script: string) => Promise<void>,
): Promise<SchemaEngine> {
  const { SchemaEngine } = await instantiate();
  const migrationsList = await filesOf(migrations);
  const adapter = new WholeScriptPg(pool, runScript);
  const engine = await SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const markRolledBack = async (migrationName: string) => {
    await engine.markMigrationRolledBack({ migrationName });
  };
  return {
    async applyMigrations() {
      try {
        await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      } catch (error) {
        const name = /migration_name="([^"]+)"/.exec(String(error))?.[1];
        if (!name || !adapter.refusal) throw error;
        // If this fails, the connection is lost, and the next migrator does it.
        await markRolledBack(name).catch(() => {});
        throw adapter.refusal instanceof MigrationError ? adapter.refusal : new MigrationFailed(name, adapter.refusal);
      }
    },
    markRolledBack,
    [Symbol.dispose]: () => engine.free(),
  };
}

// Node has it. TypeScript knows it only from the browser's library, which a server shouldn't include.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/**
 * An engine with its own memory. Its JavaScript part is a module with one WebAssembly instance. If it were shared, a second
 * load in the same process would replace the memory of a running engine.
 */
async function instantiate(): Promise<typeof Engine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const [glue, wasm] = await Promise.all([
    import(`${pathToFileURL(entry).href}?${randomUUID()}`) as Promise<typeof Engine>,
    readFile(entry.replace(/\.js$/, '.wasm')),
  ]);
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': withoutLinger(glue) });
  (glue as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

/** The engine never clears its timers, which take up to ten seconds. They must not keep a process running. */
function withoutLinger(glue: object): object {
  const timers = Object.entries(glue).filter(([name]) => name.startsWith('__wbg_setTimeout'));
  return {
    ...glue,
    ...Object.fromEntries(
      timers.map(([name, start]: [string, (...args: unknown[]) => NodeJS.Timeout]) => [
        name,
        (...args: unknown[]) => start(...args).unref(),
      ]),
    ),
  };
}
