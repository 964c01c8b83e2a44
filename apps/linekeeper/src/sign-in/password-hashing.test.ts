import { expect, it } from 'vitest';
import { createPasswordHashing, TooManyPasswords } from './password-hashing.ts';

it('accepts 18 of 25 concurrent passwords, and the next one afterwards', async () => {
  const hashing = createPasswordHashing();
  const ends = await Promise.allSettled(Array.from({ length: 25 }, () => hashing.hash('correct horse battery')));
  const refused = ends.filter((end) => end.status === 'rejected');
  expect(refused).toHaveLength(7);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyPasswords);
  await expect(hashing.hash('correct horse battery')).resolves.toContain(':');
});
