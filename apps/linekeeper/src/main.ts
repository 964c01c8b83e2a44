import closeWithGrace from 'close-with-grace';
import { type Env, readEnv } from './env.ts';
import { explainStart } from './explain-start.ts';
import { createLogger } from './log.ts';
import { deriveKey, readSecret } from './secret.ts';
import { startServer } from './start-server.ts';
import { welcome } from './welcome.ts';

const GRACE_MS = 10_000;

// Without this, the server would crash if the reader of its output closes the pipe.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

let env: Env | null = null;
try {
  env = readEnv();
  const secret = env.secret ?? (await readSecret(env.dataDir));
  const log = createLogger({ level: env.logLevel, numberKey: deriveKey(secret, 'numbers in logs') });
  const server = await startServer(env, log);
  closeWithGrace({ delay: GRACE_MS, logger: log }, async ({ err }) => {
    ignoreFurtherSignals();
    if (err) log.fatal({ err }, 'The server stops');
    await server.close();
  });
  process.stdout.write(welcome(server));
} catch (error) {
  const explained = explainStart(error, env);
  process.stderr.write(
    explained ? `${explained}\n` : `Linekeeper could not start: ${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}

/**
 * Launchers such as pnpm pass one signal on more than once. A second one would end this process before PostgreSQL has stopped,
 * and leave PostgreSQL running. If closing takes too long, the process still ends after {@link GRACE_MS}.
 */
function ignoreFurtherSignals(): void {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.removeAllListeners(signal).on(signal, () => {});
}
