import { expect, it } from 'vitest';
import { createPasswordHashing, hashesAtOnce, TooManyPasswords } from './password-hashing.ts';

it('the queue accepts 18 of 25 concurrent passwords on a machine with many processors, and the next one afterwards', async () => {
  const hashing = createPasswordHashing(2);
  const ends = await Promise.allSettled(Array.from({ length: 25 }, () => hashing.hash('correct horse battery')));
  const refused = ends.filter((end) => end.status === 'rejected');
  expect(refused).toHaveLength(7);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyPasswords);
  await expect(hashing.hash('correct horse battery')).resolves.toContain(':');
});

it('a processor stays free for other requests while passwords are hashed', () => {
  expect([1, 2, 3, 4, 64].map(hashesAtOnce)).toEqual([1, 1, 2, 2, 2]);
});
