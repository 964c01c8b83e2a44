import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@linekeeper/client';
import type { PhoneNumber } from '@linekeeper/phone-number';
import type { CommandAnswer } from '../../support/command-line.ts';
import { freePort } from '../../support/free-port.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { runCommand } from './command.ts';
import { type Decisions, writeDecisions } from './decisions.ts';
import { JWT_SECRET } from './legacy-product.ts';
import type { ProductDatabase } from './product-database.ts';
import { type Script, spawnScript } from './script.ts';
import type { CallRouter } from './traffic.ts';

const SERVER = fileURLToPath(new URL('../../../examples/own-sign-in/src/main.ts', import.meta.url));

/** The operator's side of the move: the commands of docs/upgrade.md, and the server. */
export interface Operator extends AsyncDisposable {
  url: string;
  /** Everything that the commands have printed. */
  output(): string;
  /** The command that was begun last, and when. */
  lastCommand(): string;
  /** Runs a command. Throws unless it ends with 0 or 3. */
  run(...args: string[]): Promise<CommandAnswer>;
  startServer(): Promise<void>;
  /** Writes decisions about every dispute into a file. */
  decide(): Promise<Decisions>;
  /** Linekeeper's own answer about a line, with a key of the platform. */
  openRouter(): Promise<CallRouter>;
}

export async function createOperator(db: ProductDatabase): Promise<Operator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'linekeeper-operator-'));
  const variables = {
    ...{ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, LINEKEEPER_SECRET: TEST_SECRET },
    ...{ PORT: String(port), LINEKEEPER_DATA_DIR: folder },
  };
  let server: Script | null = null;
  let output = '';
  let lastCommand = 'the start';
  const run = async (...args: string[]) => {
    lastCommand = `${args.slice(0, 2).join(' ')} (${new Date().toISOString()})`;
    const answer = await runCommand(variables, ...args);
    output += `${answer.out}${answer.err}`;
    if (answer.code !== 0 && answer.code !== 3) {
      throw new Error(`linekeeper ${args.join(' ')} ended with ${answer.code}:\n${answer.err}${answer.out}`);
    }
    return answer;
  };
  return {
    url,
    output: () => output + (server?.output() ?? ''),
    lastCommand: () => lastCommand,
    run,
    async startServer() {
      const own = { PRODUCT_DATABASE_URL: db.productUrl, JWT_SECRET, NODE_ENV: 'production' };
      server = await spawnScript(SERVER, { ...variables, ...own });
    },
    async decide() {
      const decisions = await writeDecisions(variables, folder);
      output += decisions.suggested;
      return decisions;
    },
    async openRouter() {
      const { out } = await runCommand(
        variables,
        ...['key', 'create', '--platform', '--name', 'calls', '--scope', 'routing:read', '--json'],
      );
      const { secret } = JSON.parse(out) as { secret: string };
      const client = createClient({ url: `${url}/trpc`, token: secret, retries: 0, timeoutMs: 20_000 });
      return async (line: PhoneNumber) => (await client.phone.resolve.query({ phoneNumber: line }))?.tenantId ?? null;
    },
    async [Symbol.asyncDispose]() {
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
