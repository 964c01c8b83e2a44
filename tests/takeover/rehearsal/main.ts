import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@linekeeper/client';
import { legacyDoor, linekeeperDoor, tokenOf } from '../living/doors.ts';
import { JWT_SECRET, startLegacyProduct } from '../living/legacy-product.ts';
import { plantCompanies } from '../living/plant.ts';
import { Traffic } from '../living/traffic.ts';
import { startPlatformDatabase } from './platform-database.ts';
import { readRoutes, writeRoutes } from './routes.ts';

const USAGE = `pnpm rehearse:legacy [companies]   a legacy product at work, to try docs/upgrade.md on (default: 5000 companies)
PORT=4100 pnpm rehearse:legacy     on another port than 4000
Ctrl-C ends it and removes everything.
`;
const [argument = '5000'] = process.argv.slice(2);
if (!/^[1-9]\d{0,5}$/.test(argument)) {
  const isHelp = argument === '--help';
  process.stderr.write(isHelp ? USAGE : `${argument}: must be the number of companies\n\n${USAGE}`);
  process.exit(isHelp ? 0 : 2);
}
const COMPANIES = Number(argument);
const PORT = Number(process.env.PORT ?? 4_000);
const LOOK_MS = 200;
const REPORT_MS = 10_000;

const write = (text: string) => process.stdout.write(`${text}\n`);
const clock = () => new Date().toISOString().slice(11, 19);

const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
let isOver = false;
void stopped.then(() => {
  isOver = true;
});

const path = await mkdtemp(join(tmpdir(), 'linekeeper-routes-'));
await using _folder = { [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
const file = join(path, 'routes.json');
await using database = await startPlatformDatabase();
await using product = await startLegacyProduct(database.productUrl, PORT);
const { truth, plan } = await plantCompanies(database, COMPANIES, 1);
let routes = { frontEnds: product.url, calls: product.url, callsKey: null as string | null };
await writeRoutes(file, routes);

const door = linekeeperDoor(() => routes.frontEnds);
const traffic = new Traffic(truth, legacyDoor(product.url), door, 1);
const byWebhook = traffic.router;

const [company = ''] = plan.clean.keys();
traffic.writer.keptId = company;
write(`A legacy product is at work at ${product.url}, with ${COMPANIES.toLocaleString('en')} companies.

The database, as its administrator:        ${database.adminUrl}
The database, as the product's own role:   ${database.productUrl}
  It owns the table public.tenants and the database.
What signs the product's tokens (HS256):   ${JWT_SECRET}
  The payload of a token is { "sub": "<user>", "organizationId": "<tenant>" }.
The token of a person of a company:        ${tokenOf(company)}
  Try it: curl ${product.url}/api/organization/info -H 'authorization: Bearer …'
Where requests go (edit it like a proxy):  ${file}
  frontEnds: who answers /api/organization/info. calls: who is asked which company a call goes to, with a platform key
  (scope routing:read) as callsKey if it's Linekeeper.

20 people a second read, 20 calls a second come in, 10 people a second change something. A line every ${REPORT_MS / 1_000} s says how it goes.
Ctrl-C ends this and removes everything.
`);

async function isLinked(): Promise<boolean> {
  const [found] = await database.sql<{ there: boolean }>(
    `SELECT to_regclass('linekeeper.legacy_links') IS NOT NULL AS there`,
  );
  if (!found?.there) return false;
  const links = await database
    .sql('SELECT FROM linekeeper.legacy_links WHERE contracted_at IS NULL')
    .catch((error: { code?: string }) => {
      // `linekeeper legacy remove` has just removed the schema.
      if (error.code === '42P01' || error.code === '3F000') return [];
      throw error;
    });
  return links.length > 0;
}

async function look(): Promise<void> {
  truth.following = truth.mirroring = (await isLinked()) ? 'YES' : 'NO';
  const given = await readRoutes(file).catch((error: unknown) => {
    write(`${clock()}  ${file} can't be read: ${String(error)}`);
    return routes;
  });
  if (JSON.stringify(given) === JSON.stringify(routes)) return;
  routes = given;
  write(`${clock()}  front ends: ${routes.frontEnds}, calls: ${routes.calls}`);
  const isMoved = routes.frontEnds !== product.url;
  Object.assign(traffic.writer, { usesLinekeeper: isMoved, isFrontEndOver: isMoved });
  traffic.router = routes.calls === product.url ? byWebhook : resolverAt(routes.calls, routes.callsKey ?? '');
}

function resolverAt(url: string, token: string) {
  const client = createClient({ url: `${url}/trpc`, token, retries: 0 });
  return async (phoneNumber: string) =>
    (await client.phone.resolve.query({ phoneNumber: phoneNumber as never }))?.tenantId ?? null;
}

let shown = 0;
let lost = 0;
function report(): void {
  const { requests, failures, calls, longestMs, lost: lostCalls } = traffic.report;
  for (const failure of failures.slice(shown)) write(`${clock()}  FAILED: ${failure}`);
  for (const call of lostCalls.slice(lost)) write(`${clock()}  LOST CALL: ${call}`);
  shown = failures.length;
  lost = lostCalls.length;
  write(
    `${clock()}  ${requests} requests, ${shown} failed; ${calls} calls, ${lost} lost; longest answer since the last line ${Math.round(longestMs)} ms`,
  );
  traffic.report.longestMs = 0;
}

traffic.start();
let reported = performance.now();
while (!isOver) {
  await Promise.race([delay(LOOK_MS), stopped]);
  await look();
  if (performance.now() - reported < REPORT_MS) continue;
  reported = performance.now();
  report();
}
await traffic.stop();
report();
