// `pnpm dev`: the server restarts and the dashboard reloads its modules if a source changes. The browser talks to Vite, which
// passes API requests on to the server. The embedded PostgreSQL keeps running while the server restarts.
import './end-with-parent.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createSocket } from 'node:net';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, createServer as createVite } from 'vite';
import { buildServer, SERVER_PACKAGES } from './build.mjs';
import { loadDotEnv } from './load-dot-env.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SERVER = join(ROOT, 'apps/linekeeper/dist/main.js');
const SOURCES = [...SERVER_PACKAGES.map((folder) => join(ROOT, folder, 'src')), join(ROOT, 'prisma/schema.prisma')];
const END_WITH_PARENT = new URL('end-with-parent.mjs', import.meta.url).href;
const NOT_BUILT = /\.(test|test-d|cases|examples)\.ts$|[/\\]generated[/\\]/;
/** An editor that saves many files at once causes one restart. */
const QUIET_MS = 50;
const API_PATHS = ['/api', '/trpc', '/openapi.json', '/healthz', '/readyz'];

loadDotEnv();
await buildServer();
const { readEnv } = await import('../apps/linekeeper/dist/env.js');
const { explainStart } = await import('../apps/linekeeper/dist/explain-start.js');
const { startEmbeddedPostgres } = await import('../packages/embedded-postgres/dist/index.js');

let env = null;
let postgres = null;
let vite = null;
let server = null;
let restarting = Promise.resolve();
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
try {
  env = readEnv();
  postgres = env.database ?? (await startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort }));
  const apiPort = await freePort();
  vite = await serveDashboard(apiPort);
  start(apiPort);
  watchSources(apiPort);
} catch (error) {
  process.stderr.write(`${explainStart(error, env) ?? error.stack}\n`);
  await end(1);
}

async function serveDashboard(apiPort) {
  // Without forwarded headers, because the server would see Vite as an unknown proxy, and refuse the demo people.
  const proxied = { target: `http://127.0.0.1:${apiPort}` };
  const customLogger = createLogger('warn');
  const error = customLogger.error.bind(customLogger);
  customLogger.error = (message, options) => {
    // The server is restarting, so the browser gets 500.
    if (!message.includes('proxy error')) error(message, options);
  };
  const created = await createVite({
    root: join(ROOT, 'apps/dashboard'),
    clearScreen: false,
    customLogger,
    server: {
      host: env.host,
      port: env.port,
      strictPort: true,
      proxy: Object.fromEntries(API_PATHS.map((path) => [path, proxied])),
    },
  });
  return created.listen();
}

function start(apiPort) {
  // The server has its own process group, so that Ctrl-C only reaches this process, which then shuts the server down.
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', '--import', END_WITH_PARENT, SERVER], {
    cwd: ROOT,
    stdio: 'inherit',
    detached: true,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(apiPort),
      // The same-origin check and the links in messages use this address.
      PUBLIC_URL: env.publicUrl ?? `http://localhost:${env.port}`,
      DATABASE_URL: postgres.url,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      LINEKEEPER_DEMO: env.demo ? '1' : '0',
    },
  });
  child.once('exit', (code) => {
    if (code) process.stderr.write('The server stopped. It starts again after the next change.\n');
  });
  server = child;
}

function watchSources(apiPort) {
  let timer = null;
  vite.watcher.add(SOURCES);
  vite.watcher.on('all', (_event, path) => {
    if (NOT_BUILT.test(path) || !SOURCES.some((source) => path === source || path.startsWith(source + sep))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(() => restart(apiPort));
    }, QUIET_MS);
  });
}

async function restart(apiPort) {
  if (ending) return;
  try {
    await buildServer();
  } catch (error) {
    process.stderr.write(`${error.message}\nThe server keeps running without this change.\n`);
    return;
  }
  await stopServer();
  if (!ending) start(apiPort);
}

async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

async function end(code) {
  if (ending) return;
  ending = true;
  await restarting;
  await stopServer();
  await vite?.close();
  await postgres?.stop?.();
  process.exit(code);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket().once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
