import { HistoryCursor } from '@linekeeper/contract';
import { expect, it } from 'vitest';
import { createEventIds } from './event-ids.ts';

const ids = createEventIds('a key');

it.each(['1', '2', '4711', '9223372036854775807'])('the sealed id %s can be opened, and is a valid cursor', (id) => {
  const sealed = ids.seal(id);
  expect(ids.open(sealed)).toBe(id);
  expect(HistoryCursor.safeParse(sealed).success).toBe(true);
});

it("consecutive ids don't reveal their distance", () => {
  const sealed = Array.from({ length: 100 }, (_, i) => Buffer.from(ids.seal(String(1_000 + i)), 'base64url'));
  for (let byte = 0; byte < 16; byte += 1) {
    expect(new Set(sealed.map((bytes) => bytes[byte])).size).toBeGreaterThan(50);
  }
});

it("a text that wasn't sealed with this key can't be opened", () => {
  const sealed = ids.seal('4711');
  expect(createEventIds('another key').open(sealed)).toBeNull();
  for (const text of ['', '4711', 'AAAAAAAAAAAAAAAAAAAAAA', sealed.slice(0, -2), `${sealed}AA`, sealed.toUpperCase()]) {
    expect(ids.open(text)).toBeNull();
  }
});
