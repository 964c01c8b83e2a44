import { expect, it } from 'vitest';
import { createRequestId } from './request-id.ts';

it('an id has twelve letters, and no two are the same', () => {
  // More than are made of the same random bytes.
  const ids = Array.from({ length: 1_000 }, createRequestId);
  for (const id of ids) expect(id).toMatch(/^[a-z]{12}$/);
  expect(new Set(ids).size).toBe(1_000);
});
