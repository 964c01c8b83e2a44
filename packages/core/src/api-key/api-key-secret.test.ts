import { describe, expect, it } from 'vitest';
import { claimsToBeApiKey, createApiKeySecret, hashOf, isWellFormedApiKey } from './api-key-secret.ts';

const { secret, prefix, hash } = createApiKeySecret();

describe('a new key', () => {
  it('starts with its kind and has at least 160 random bits that are not shown', () => {
    expect(secret).toMatch(/^lk_live_[0-9A-Za-z]{38}$/);
    expect(Math.log2(62) * (secret.length - prefix.length - 6)).toBeGreaterThan(160);
  });

  it('is well formed, and differs from a session token in its first characters', () => {
    expect(isWellFormedApiKey(secret)).toBe(true);
    expect(claimsToBeApiKey(secret)).toBe(true);
    expect(claimsToBeApiKey('WZDCrTC7vn4oUBTGzDoYFoCbQdOrUdXn.c2ln')).toBe(false);
  });

  it("isn't in the stored values", () => {
    expect(hash).toBe(hashOf(secret));
    expect(secret.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(12);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is different each time, and uses the whole alphabet', () => {
    const many = Array.from({ length: 500 }, () => createApiKeySecret().secret);
    expect(new Set(many).size).toBe(500);
    expect(new Set(many.join('').slice(0)).size).toBe(63);
  });
});

describe('a text that is not a key', () => {
  it.each([
    ['one character changed', secret.slice(0, 20) + (secret[20] === 'x' ? 'y' : 'x') + secret.slice(21)],
    ['two adjacent characters swapped', swapped(secret)],
    ['a missing character', secret.slice(0, -1)],
    ['an extra character', `${secret}0`],
    ['a line break after it', `${secret}\n`],
    ['another kind', secret.replace('live', 'test')],
    ['random characters', `lk_live_${'a'.repeat(38)}`],
    ['nothing', ''],
  ])('is refused without a look-up: %s', (_, text) => {
    expect(isWellFormedApiKey(text)).toBe(false);
  });
});

function swapped(text: string): string {
  const characters = [...text];
  const at = characters.findIndex((character, i) => i > 8 && character !== characters[i + 1]);
  [characters[at], characters[at + 1]] = [characters[at + 1] as string, characters[at] as string];
  return characters.join('');
}
