import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { spawnScript } from './script.ts';

const PRODUCT = fileURLToPath(new URL('../product/', import.meta.url));
const PRISMA = join(PRODUCT, 'node_modules/prisma/build/index.js');

/** The legacy product: its own history of migrations in a database, and its app as a process. */
export interface LegacyProduct extends AsyncDisposable {
  url: string;
  /** Runs the product's Prisma command line. Throws with its output if it fails. */
  prisma(...args: string[]): Promise<string>;
  /** What the app has printed about failures. */
  failures(): string;
}

export const JWT_SECRET = 'the legacy secret';

/** `databaseUrl`: an empty database, as the role that will own the product's tables. */
export async function startLegacyProduct(databaseUrl: string, port: number): Promise<LegacyProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-legacy-'));
  await cp(join(PRODUCT, 'prisma'), join(folder, 'prisma'), { recursive: true });
  const variables = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR },
    ...{ DATABASE_URL: databaseUrl, MIGRATIONS: join(folder, 'prisma/migrations'), JWT_SECRET },
    // Prisma 6 asks for engines that it would download. It doesn't use them here.
    ...{ PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_QUERY_ENGINE_LIBRARY: process.execPath },
    ...{ PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  };
  const prisma = async (...args: string[]) => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [PRISMA, ...args], { cwd: PRODUCT, env: variables }).catch(
      (error: { stdout: string; stderr: string }) => {
        throw new Error(`prisma ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`);
      },
    );
    return stdout;
  };
  await prisma('migrate', 'deploy');
  const app = await spawnScript('src/main.ts', { ...variables, PORT: String(port) }, PRODUCT);
  return {
    url: `http://127.0.0.1:${port}`,
    prisma,
    failures: () => app.failures(),
    async [Symbol.asyncDispose]() {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
