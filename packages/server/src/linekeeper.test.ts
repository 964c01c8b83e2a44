import { expect, it } from 'vitest';
import { createLinekeeper, type LinekeeperOptions } from './linekeeper.ts';

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
