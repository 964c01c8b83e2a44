import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { numberChanged } from '@linekeeper/contract';
import { createLinekeeper } from '@linekeeper/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHostPrisma } from '../support/host-prisma.ts';
import { createKey } from '../support/test-keys.ts';
import { createPerson } from '../support/test-people.ts';
import { TEST_SECRET } from '../support/test-secret.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { statusOf } from './docs/contract.ts';
import {
  claimAndResolve,
  createCompany,
  createCompanyWithPrisma,
  NumberRefused,
  phoneOfKnown,
} from './docs/own-code.ts';
import { createCompany as createFromAfar } from './docs/platform.ts';
import { createForOtherOrigins, createForProduction } from './docs/production.ts';

// The code that README.md, docs/server.md and docs/inbound-calls.md show. That they show it is in tests/docs.test.ts.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TAKEN = 'This phone number is already registered with another company';
const actor = { id: '7', name: 'Ada' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function run(program: string, token: string): Promise<string> {
  const { PATH, HOME } = process.env;
  const args = [
    '--import',
    'tsx',
    '--import',
    './tests/contract/docs/to-the-test-server.mjs',
    `tests/contract/docs/${program}`,
  ];
  const env = { PATH, HOME, LINEKEEPER_KEY: token, TEST_SERVER: server.url };
  return (await promisify(execFile)(process.execPath, args, { cwd: ROOT, env })).stdout;
}

it('the service of the README claims a number, and the gateway of docs/inbound-calls.md finds its company', async () => {
  const { tenantId } = await createPerson(server.db);
  const other = await createPerson(server.db);
  const key = await createKey(server.db, { tenantId, scopes: ['inboundNumber:update'] });
  expect(await run('service.ts', key.token)).toBe('+442079460018\n');
  const otherKey = await createKey(server.db, { tenantId: other.tenantId, scopes: ['inboundNumber:update'] });
  expect(await run('service.ts', otherKey.token)).toBe(`${TAKEN}\n`);
  const gateway = await createKey(server.db, { tenantId: null, scopes: ['routing:read'] });
  expect(await run('line-lookup.ts', gateway.token)).toBe(`${tenantId}\n`);
});

it("the code of the packages' READMEs runs", async () => {
  expect(await run('phone-number.ts', '')).toBe('+14155238886 +1 415 523 8886\n');
  expect(statusOf(numberChanged(null))).toBe(412);
});

it('the code of docs/server.md runs in the process, in transactions, and with a platform key', async () => {
  await server.db.sql('DELETE FROM linekeeper.lines');
  await server.db.sql('CREATE TABLE public.companies (id TEXT PRIMARY KEY, name TEXT NOT NULL)');
  const pool = new pg.Pool({ connectionString: server.db.ownerUrl });
  process.env.LINEKEEPER_SECRET = TEST_SECRET;
  process.env.DATABASE_URL = server.db.ownerUrl;
  const linekeeper = createForProduction(pool, () => null);
  await linekeeper.migrate();
  const acme = { id: 'acme', name: 'Acme', country: 'US' };
  const claimed = await claimAndResolve(linekeeper, acme, actor);
  expect(claimed).toMatchObject({ outcome: { ok: true }, check: { ok: true }, line: { tenantId: 'acme' } });

  expect(await phoneOfKnown(linekeeper, 'acme').getInboundNumber()).toMatchObject({ phoneNumber: '+14155238886' });
  await expect(phoneOfKnown(linekeeper, 'nobody').getInboundNumber()).rejects.toMatchObject({ code: 'FORBIDDEN' });

  const client = await pool.connect();
  const held = { id: 'b', name: 'B', text: '+14155238886', actor };
  expect(await createCompany(linekeeper, client, held)).toMatchObject({ ok: false });
  expect(await createCompany(linekeeper, client, { ...held, id: 'c', text: '+442079460018' })).toMatchObject({
    ok: true,
  });
  client.release();
  await using prisma = await openHostPrisma(server.db.ownerUrl);
  const product: Parameters<typeof createCompanyWithPrisma>[1] = {
    $transaction: (work) =>
      prisma.$transaction((tx) => {
        const company = {
          create: ({ data }: { data: { id: string; name: string } }) =>
            tx.$executeRaw`INSERT INTO public.companies (id, name) VALUES (${data.id}, ${data.name})`,
        };
        return work(Object.assign(Object.create(tx), { company }));
      }),
  };
  await expect(createCompanyWithPrisma(linekeeper, product, held)).rejects.toThrow(NumberRefused);
  await createCompanyWithPrisma(linekeeper, product, { ...held, id: 'd', text: '+12025550143' });
  expect(await server.db.sql('SELECT id FROM public.companies ORDER BY id')).toEqual([{ id: 'c' }, { id: 'd' }]);
  await linekeeper.close();
  await pool.end();

  const { token } = await createKey(server.db, { tenantId: null, scopes: ['tenant:manage', 'tenant:act'] });
  await server.db.sql('DELETE FROM linekeeper.lines');
  await createFromAfar(`${server.url}/trpc`, token);
  await createFromAfar(`${server.url}/trpc`, token);
  const read = createLinekeeper({ database: server.db.url, authenticate: () => null });
  expect(await read.resolve('+442079460018')).toMatchObject({ tenantId: '42', tenantName: 'Acme' });
  await read.close();
});

it('pages of the origins that docs/server.md names can read answers', async () => {
  process.env.DATABASE_URL = server.db.url;
  const linekeeper = createForOtherOrigins(() => null);
  const request = new Request('https://api.example/linekeeper/trpc/session.get', {
    method: 'OPTIONS',
    headers: { origin: 'https://admin.example', 'access-control-request-method': 'POST' },
  });
  const { headers } = await linekeeper.fetch(request);
  expect(headers.get('access-control-allow-origin')).toBe('https://admin.example');
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  await linekeeper.close();
});
