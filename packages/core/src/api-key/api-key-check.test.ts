import { beforeEach, describe, expect, it } from 'vitest';
import { CACHED_MS, createApiKeyCheck } from './api-key-check.ts';
import type { FoundApiKey } from './api-key-holder.ts';
import { createApiKeySecret } from './api-key-secret.ts';

let now: number;
let found: FoundApiKey | null;
let asked: string[];
let noted: string[];
const { secret } = createApiKeySecret();

beforeEach(() => {
  now = 0;
  found = {
    holder: { name: 'a key', keyId: 'the key', scopes: [], tenant: null },
    expiresInMs: null,
    useIsStale: false,
  };
  asked = [];
  noted = [];
});

const create = (cachedKeys?: number) =>
  createApiKeyCheck({
    find: async (hash) => {
      asked.push(hash);
      return found;
    },
    noteUse: async (id) => void noted.push(id),
    clock: () => now,
    ...(cachedKeys && { cachedKeys }),
  });

it("the check doesn't look up a text that can't be a key", async () => {
  const check = create();
  for (const text of ['', 'lk_live_', `${secret.slice(0, -1)}!`, `lk_live_${'a'.repeat(38)}`]) {
    expect(await check.holderOf(text)).toBeNull();
  }
  expect(asked).toEqual([]);
});

describe('a valid key', () => {
  it('is looked up once in ten seconds', async () => {
    const check = create();
    for (now = 0; now < CACHED_MS; now += 100) await check.holderOf(secret);
    expect(asked).toHaveLength(1);
    now = CACHED_MS;
    await check.holderOf(secret);
    expect(asked).toHaveLength(2);
  });

  it('is refused after ten seconds if another process revoked it', async () => {
    const check = create();
    await check.holderOf(secret);
    found = null;
    now = CACHED_MS;
    expect(await check.holderOf(secret)).toBeNull();
  });

  it('is looked up again at once if this process revoked it', async () => {
    const check = create();
    await check.holderOf(secret);
    found = null;
    check.forget('the key');
    expect(await check.holderOf(secret)).toBeNull();
  });

  it('is refused at once and later if it is revoked here during its look-up', async () => {
    const answers: ((answer: FoundApiKey | null) => void)[] = [];
    const check = createApiKeyCheck({
      find: () => new Promise((answer) => answers.push(answer)),
      noteUse: async () => {},
      clock: () => now,
    });
    const first = check.holderOf(secret);
    // The database has read the key, but its answer hasn't arrived yet.
    check.forget('the key');
    answers[0]?.(found);
    expect(await first).toBeNull();
    const second = check.holderOf(secret);
    answers[1]?.(null);
    expect(await second).toBeNull();
  });

  it('stays in the cache if another one is revoked during its look-up', async () => {
    const check = create();
    const looked = check.holderOf(secret);
    check.forget('another key');
    expect(await looked).not.toBeNull();
    await check.holderOf(secret);
    expect(asked).toHaveLength(1);
  });

  it('is not remembered past its expiry', async () => {
    found = found && { ...found, expiresInMs: 500 };
    const check = create();
    await check.holderOf(secret);
    found = null;
    now = 500;
    expect(await check.holderOf(secret)).toBeNull();
  });

  it('has its ten seconds counted from the start of the look-up', async () => {
    const check = createApiKeyCheck({
      find: async () => {
        now += 4_000;
        return found;
      },
      noteUse: async () => {},
      clock: () => now,
    });
    await check.holderOf(secret);
    found = null;
    now = CACHED_MS;
    expect(await check.holderOf(secret)).toBeNull();
  });

  it('has its last use stored if the stored one is old, and works even if that fails', async () => {
    found = found && { ...found, useIsStale: true };
    const check = create();
    await check.holderOf(secret);
    await check.holderOf(secret);
    await check.settled();
    expect(noted).toEqual(['the key']);
    const failing = createApiKeyCheck({ find: async () => found, noteUse: () => Promise.reject(new Error('no')) });
    expect(await failing.holderOf(secret)).not.toBeNull();
    await failing.settled();
  });
});

it("the check doesn't cache that a key was not found", async () => {
  const check = create();
  const good = found;
  found = null;
  expect(await check.holderOf(secret)).toBeNull();
  found = good;
  expect(await check.holderOf(secret)).not.toBeNull();
});

it('the check caches a limited number of keys', async () => {
  const check = create(3);
  const keys = Array.from({ length: 10 }, () => createApiKeySecret().secret);
  for (const key of keys) await check.holderOf(key);
  asked = [];
  for (const key of keys.toReversed()) await check.holderOf(key);
  expect(asked).toHaveLength(7);
});
