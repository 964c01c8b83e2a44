import closeWithGrace from 'close-with-grace';
import { DEMO_PASSWORD, DEMO_TENANTS } from './demo/demo-data.ts';
import { type Env, readEnv } from './env.ts';
import { explainStart } from './explain-start.ts';
import { createLogger } from './log.ts';
import { deriveKey, readSecret } from './secret.ts';
import { type RunningServer, startServer } from './start-server.ts';

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

function welcome({ address, demo, warnings }: RunningServer): string {
  const lines = [``, `Linekeeper is ready at ${address}`];
  for (const warning of warnings) lines.push('', `Warning: ${warning}`);
  if (demo) {
    lines.push('', `Sign in with the password ${DEMO_PASSWORD} as`);
    for (const { name, inboundNumber, people } of DEMO_TENANTS) {
      for (const { email, role } of people) {
        lines.push(`  ${email.padEnd(28)}${name}, ${role}${inboundNumber ? '' : ', no number yet'}`);
      }
    }
  }
  return `${[...lines, '', 'Stop with Ctrl-C.', ''].join('\n')}\n`;
}
