import { expect, it, vi } from 'vitest';
import { rerunLostRaces } from './lost-race.ts';

const violation = (constraint: string, code = '23505') =>
  Object.assign(new Error('failed'), { name: 'error', code, constraint });

it.each(['lines_pkey', 'lines_tenant_id_key'])('a claim that violated %s is retried', async (constraint) => {
  const claim = vi.fn().mockRejectedValueOnce(violation(constraint)).mockResolvedValue('held');
  expect(await rerunLostRaces(claim)).toBe('held');
  expect(claim).toHaveBeenCalledTimes(2);
});

it('a claim that loses ten times in a row fails', async () => {
  const lost = violation('lines_pkey');
  const claim = vi.fn().mockRejectedValue(lost);
  await expect(rerunLostRaces(claim)).rejects.toBe(lost);
  expect(claim).toHaveBeenCalledTimes(10);
});

it('a claim that was ended to break a deadlock is retried', async () => {
  const claim = vi.fn().mockRejectedValueOnce(violation('', '40P01')).mockResolvedValue('held');
  expect(await rerunLostRaces(claim)).toBe('held');
});

it.each([
  ['a trigger refused', violation('lines_refused')],
  ['a deleted company undid', violation('lines_pkey', '23503')],
  ['failed for another reason', new Error('other')],
])("a claim that %s isn't retried", async (_, error) => {
  const claim = vi.fn().mockRejectedValue(error);
  await expect(rerunLostRaces(claim)).rejects.toBe(error);
  expect(claim).toHaveBeenCalledTimes(1);
});
