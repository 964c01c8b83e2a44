import { expect, it } from 'vitest';
import { createLinekeeper, type Linekeeper, type LinekeeperOptions } from './linekeeper.ts';

// It connects at the first use, so no database is needed.
const create = (options: Partial<LinekeeperOptions>) =>
  createLinekeeper({ database: 'postgres://127.0.0.1/none', authenticate: () => null, ...options });

it.each([
  [{ secret: 'x'.repeat(31) }, 'The secret must have at least 32 characters'],
  [{ numberBudget: { perHour: 5 } }, 'numberBudget.perHour must be an integer of at least 6'],
  [{ numberBudget: { perHour: 40, perDay: 0 } }, 'numberBudget.perDay must be an integer of at least 6'],
  [{ numberBudget: { perHour: 6.5 } }, 'numberBudget.perHour must be an integer of at least 6'],
])('%j is refused with "%s"', (options, message) => {
  expect(() => create(options)).toThrow(message);
});

it.each([
  [{ database: 'hello' }, 'database must be an address like postgres://'],
  [{ database: 'mysql://127.0.0.1/none' }, 'database must be an address like postgres://'],
  [{ ownerDatabase: 'hello:secret' }, 'ownerDatabase must be an address like postgres://'],
])('%j is refused with a message that names the option', (options, message) => {
  expect(() => create(options)).toThrow(message);
  expect(() => create(options)).not.toThrow('secret');
});

it('createLinekeeper() accepts the smallest secret and budget', async () => {
  await create({ secret: 'x'.repeat(32), numberBudget: { perHour: 6, perDay: 6 } }).close();
});

it('a missing address of the database is an error at the first use, which names the variable', async () => {
  const linekeeper = createLinekeeper({ database: undefined, authenticate: () => null });
  const phone = linekeeper.forTenant('42');
  const uses = [
    () => linekeeper.migrate(),
    () => linekeeper.resolve('+14155238886'),
    () => phone.getInboundNumber(),
    () => phone.setInboundNumber('+14155238886', { actor: { name: 'Ada' } }),
  ];
  for (const use of uses) await expect(use()).rejects.toThrow(/Is DATABASE_URL set\?/);
  await linekeeper.close();
});

const member = () => ({ tenant: { id: '42' }, actor: { name: 'Ada' }, role: 'admin' as const });

function sessionOf({ fetch }: Linekeeper): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(new Request('https://app.example/linekeeper/trpc/session.get', { method: 'POST', body: '{}', headers }));
}

/** A log that keeps its lines. */
function recordingLog() {
  const warnings: { fields: Record<string, unknown>; message: string }[] = [];
  const warn = (fields: Record<string, unknown>, message: string) => void warnings.push({ fields, message });
  return { warnings, log: { warn, error: (_: object, message: string) => expect.fail(message) } };
}

it("a database that can't be reached is a 503, and a warning with the reason in the log", async () => {
  const { warnings, log } = recordingLog();
  const linekeeper = create({ database: 'postgres://127.0.0.1:1/none', authenticate: member, log });
  expect((await sessionOf(linekeeper)).status).toBe(503);
  const reason = expect.stringContaining('ECONNREFUSED');
  expect(warnings).toMatchObject([{ message: 'unavailable', fields: { reason, path: 'session.get' } }]);
  await linekeeper.close();
});

it('a call after close() says that Linekeeper is closed, and a request gets 503', async () => {
  const { warnings, log } = recordingLog();
  const linekeeper = create({ authenticate: member, log });
  const phone = linekeeper.forTenant('42');
  await linekeeper.close();
  await linekeeper.close();
  const uses = [
    () => linekeeper.migrate(),
    () => linekeeper.resolve('+14155238886'),
    () => phone.getInboundNumber(),
    () => linekeeper.forTenant('42').checkAvailability('+14155238886'),
  ];
  for (const use of uses) await expect(use()).rejects.toThrow('Linekeeper is closed');
  const response = await sessionOf(linekeeper);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  expect(warnings).toMatchObject([{ message: 'unavailable', fields: { reason: 'Linekeeper is closed' } }]);
});

it.each(['undefined', 'null', 'NaN', '[object Object]', '', ' '])(
  'the id "%s" is refused, because all users without a company would share it',
  async (id) => {
    const errors: unknown[] = [];
    const log = { warn: () => expect.fail(), error: (fields: Record<string, unknown>) => void errors.push(fields.err) };
    const linekeeper = create({ authenticate: () => ({ ...member(), tenant: { id } }), log });
    expect((await sessionOf(linekeeper)).status).toBe(500);
    const message = expect.stringMatching(/^authenticate\(\) returned something invalid: tenant\.id: /);
    expect(errors).toMatchObject([{ message }]);
    await expect(linekeeper.forTenant(id).getInboundNumber()).rejects.toThrow(
      'forTenant() was given something invalid: id',
    );
    await linekeeper.close();
  },
);

it("a database of the product that authenticate() can't reach is a 503, like our own", async () => {
  const { warnings, log } = recordingLog();
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  const linekeeper = create({ authenticate: () => Promise.reject(away), log });
  const response = await sessionOf(linekeeper);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  expect(warnings).toMatchObject([{ message: 'unavailable', fields: { reason: away.message } }]);
  await linekeeper.close();
});

it('a base path can end in a slash, and must start with one', async () => {
  for (const basePath of ['/linekeeper/', '/linekeeper//', '/linekeeper']) {
    const linekeeper = create({ basePath });
    expect(linekeeper.basePath).toBe('/linekeeper');
    expect((await sessionOf(linekeeper)).status).toBe(401);
    await linekeeper.close();
  }
  for (const basePath of ['/', '']) expect(create({ basePath }).basePath).toBe('');
  expect(() => create({ basePath: 'linekeeper' })).toThrow('basePath must start with a slash');
});

it('a database that is neither an address nor a pool is refused', () => {
  const client = { query: () => {}, connect: () => {}, on: () => {}, end: () => {} };
  for (const database of [client, { options: {} }, { host: '127.0.0.1' }]) {
    expect(() => create({ database: database as never })).toThrow('database must be an address or a pg.Pool');
  }
});

it('within() without a transaction is refused', () => {
  expect(() => create({}).within(undefined as never)).toThrow('within() needs the client of your transaction');
});
