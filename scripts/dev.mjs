// `pnpm dev`: the server is replaced and the dashboard reloads its modules if a source changes. The browser talks to Vite, which
// passes API requests on to the server. The old server answers until the new one is ready. The embedded PostgreSQL keeps running.
import './end-with-parent.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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
const READY_CHECK_MS = 20;
const STOPPED = 'The server stopped. It starts again after the next change.\n';
const KEPT = 'The server keeps running without this change.\n';
const API_PATHS = ['/api', '/trpc', '/openapi.json', '/healthz', '/readyz'];

loadDotEnv();
await buildServer();
const { readEnv } = await import('../apps/linekeeper/dist/env.js');
const { explainStart } = await import('../apps/linekeeper/dist/explain-start.js');
const { startEmbeddedPostgres } = await import('../packages/embedded-postgres/dist/index.js');
const { freePort } = await import('../packages/embedded-postgres/dist/free-port.js');

let env = null;
let postgres = null;
let vite = null;
/** The options of Vite's proxies. They name the server that answers. */
const proxies = [];
let server = null;
let restarting = Promise.resolve();
let stopping = Promise.resolve();
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
try {
  env = readEnv();
  postgres = env.database ?? (await startEmbeddedPostgres({ dataDir: env.dataDir, port: env.embeddedPort }));
  vite = await serveDashboard();
  watchSources();
  restarting = start();
  await restarting;
} catch (error) {
  process.stderr.write(`${explainStart(error, env) ?? error.stack}\n`);
  await end(1);
}

async function serveDashboard() {
  // Without forwarded headers, because the server would see Vite as an unknown proxy, and refuse the demo people.
  const proxied = { target: 'http://127.0.0.1:9', configure: (_proxy, options) => proxies.push(options) };
  const customLogger = createLogger('warn');
  const error = customLogger.error.bind(customLogger);
  customLogger.error = (message, options) => {
    // No server is ready, so the browser gets 502.
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

/** Starts a server, and stops the one before it when the new one is ready. If it can't start, the one before keeps running. */
async function start() {
  // Two servers can't listen on this port.
  if (env.metricsPort !== undefined) await stop(server);
  const port = await freePort();
  // The server has its own process group, so that Ctrl-C only reaches this process, which then shuts the server down.
  const child = spawn(process.execPath, ['--conditions=linekeeper-built', '--import', END_WITH_PARENT, SERVER], {
    cwd: ROOT,
    stdio: 'inherit',
    detached: true,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      // The same-origin check and the links in messages use this address.
      PUBLIC_URL: env.publicUrl ?? `http://localhost:${env.port}`,
      DATABASE_URL: postgres.url,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      LINEKEEPER_DEMO: env.demo ? '1' : '0',
    },
  });
  child.once('exit', (code) => {
    if (code && child === server) process.stderr.write(STOPPED);
  });
  if (!(await isReady(child, port))) {
    await stop(child);
    if (!ending) process.stderr.write(isRunning(server) ? KEPT : STOPPED);
    return;
  }
  const previous = server;
  server = child;
  for (const options of proxies) options.target = `http://127.0.0.1:${port}`;
  // It answers its last requests. The next edit doesn't wait for that.
  stopping = Promise.all([stopping, stop(previous)]);
}

/** Waits until the server answers. False: it has ended, or this program ends. */
async function isReady(child, port) {
  while (isRunning(child) && !ending) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (response?.ok) return true;
    await delay(READY_CHECK_MS);
  }
  return false;
}

function watchSources() {
  let timer = null;
  vite.watcher.add(SOURCES);
  vite.watcher.on('all', (_event, path) => {
    if (NOT_BUILT.test(path) || !SOURCES.some((source) => path === source || path.startsWith(source + sep))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(restart);
    }, QUIET_MS);
  });
}

async function restart() {
  if (ending) return;
  try {
    await buildServer();
  } catch (error) {
    process.stderr.write(`${error.message}\n${KEPT}`);
    return;
  }
  if (!ending) await start();
}

function isRunning(child) {
  return child !== null && child.exitCode === null && child.signalCode === null;
}

async function stop(child) {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function end(code) {
  if (ending) return;
  ending = true;
  await restarting;
  await Promise.all([stopping, stop(server)]);
  await vite?.close();
  await postgres?.stop?.();
  process.exit(code);
}
