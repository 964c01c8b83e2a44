// Starts Linekeeper if it isn't running, creates a key, and starts the gateway with it.
import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = '--conditions=linekeeper-built';
const { LINEKEEPER_URL: url = 'http://localhost:3000/trpc' } = process.env;

const programs = [];
/** Starts a program that ends with this one. */
function start(args, options) {
  const program = spawn(process.execPath, args, options);
  programs.push(program);
  program.once('exit', (code) => end(code ?? 0));
  return program;
}

let ending = false;
function end(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const program of programs) program.kill('SIGTERM');
}
// Ctrl-C reaches the programs, too.
process.on('SIGINT', () => {
  ending = true;
});
process.on('SIGTERM', () => end(0)).on('exit', () => end(1));

const isRunning = () =>
  fetch(new URL('/readyz', url)).then(
    ({ ok }) => ok,
    () => false,
  );

/** Linekeeper with its demo companies, as `pnpm start` runs it. */
async function startLinekeeper() {
  const program = start([BUILT, 'scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: new URL(url).port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  program.stdout.pipe(process.stdout);
  while (!ending && !(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** A platform key that can look up every line. It works for a day. */
async function createKey() {
  const scope = ['--platform', '--scope', 'routing:read', '--expires-in-days', '1'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [BUILT, 'scripts/linekeeper.mjs', 'key', 'create', '--name', 'voice gateway', ...scope, '--json'],
    { cwd: ROOT },
  );
  return JSON.parse(stdout).secret;
}

if (!(await isRunning())) await startLinekeeper();
if (!ending) {
  const key = await createKey();
  start(['--import', 'tsx', 'src/main.ts'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, LINEKEEPER_URL: url, LINEKEEPER_KEY: key },
    stdio: 'inherit',
  });
}
