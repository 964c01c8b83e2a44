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
   * Applies the migrations that are not applied yet. Throws {@link MigrationError} if one is refused, which is then
   * forgotten rather than in the way: its script was one transaction.
   */
  applyMigrations(): Promise<void>;
  /** Writes down that a migration that was started is to be run again. */
  markRolledBack(migrationName: string): Promise<void>;
}

/**
 * The binary that `prisma migrate` runs is downloaded at install; this is the same code as WebAssembly, from the
 * registry. It keeps the history through the pool and leaves running scripts to `runScript`.
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
        // Where this fails too, the connection is gone, and the next migrator does it.
        await markRolledBack(name).catch(() => {});
        throw adapter.refusal instanceof MigrationError ? adapter.refusal : new MigrationFailed(name, adapter.refusal);
      }
    },
    markRolledBack,
    [Symbol.dispose]: () => engine.free(),
  };
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
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': withoutLinger(glue) });
  (glue as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

/** The engine never clears its timers, the longest of ten seconds; a process that has nothing else to do may end. */
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
