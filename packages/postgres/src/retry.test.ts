import { afterEach, describe, expect, it, vi } from 'vitest';
import { deadlockRetries, longestPauseMs, retry, retryDeadlocks } from './retry.ts';

const temporary = new Error('temporary');
const when = (error: unknown) => error === temporary;

afterEach(() => vi.restoreAllMocks());

it('retry() runs the work again until it succeeds', async () => {
  const work = vi.fn().mockRejectedValueOnce(temporary).mockRejectedValueOnce(temporary).mockResolvedValue('done');
  expect(await retry(work, { retries: 2, when })).toBe('done');
  expect(work).toHaveBeenCalledTimes(3);
});

it('retry() throws the last error after the last retry', async () => {
  const work = vi.fn().mockRejectedValue(temporary);
  await expect(retry(work, { retries: 2, when })).rejects.toBe(temporary);
  expect(work).toHaveBeenCalledTimes(3);
});

it('retry() throws any other error at once', async () => {
  const work = vi.fn().mockRejectedValue(new Error('other'));
  await expect(retry(work, { retries: 2, when })).rejects.toThrow('other');
  expect(work).toHaveBeenCalledTimes(1);
});

it('retry() without a pause runs the work again at once', async () => {
  let isLater = false;
  setImmediate(() => {
    isLater = true;
  });
  await expect(retry(() => Promise.reject(temporary), { retries: 9, when })).rejects.toBe(temporary);
  expect(isLater).toBe(false);
});

it('the longest pause doubles with each retry, up to a limit', () => {
  expect([0, 1, 2, 3].map((attempt) => longestPauseMs(attempt, 100, 300))).toEqual([100, 200, 300, 300]);
});

it('retry() waits for a random part of the longest pause', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const startedAt = performance.now();
  await expect(retry(() => Promise.reject(temporary), { retries: 2, when, pauseMs: 40 })).rejects.toBe(temporary);
  expect(performance.now() - startedAt).toBeGreaterThan(55);
});

it('retry() waits at least as long as the shortest pause', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const startedAt = performance.now();
  const options = { retries: 2, when, pauseMs: 40, minPauseMs: 30 };
  await expect(retry(() => Promise.reject(temporary), options)).rejects.toBe(temporary);
  expect(performance.now() - startedAt).toBeGreaterThan(55);
});

describe('retryDeadlocks()', () => {
  const deadlock = Object.assign(new Error('deadlock detected'), { name: 'error', code: '40P01' });

  it('runs a statement again up to three times after a deadlock, and counts it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const before = deadlockRetries.count;
    expect(before).toBeGreaterThanOrEqual(0);
    const statement = vi.fn().mockRejectedValueOnce(deadlock).mockResolvedValue('done');
    expect(await retryDeadlocks(statement)).toBe('done');
    expect(deadlockRetries.count).toBe(before + 1);
    statement.mockReset().mockRejectedValue(deadlock);
    await expect(retryDeadlocks(statement)).rejects.toBe(deadlock);
    expect(statement).toHaveBeenCalledTimes(4);
    expect(deadlockRetries.count).toBe(before + 4);
  });

  it('throws any other error at once', async () => {
    for (const other of [new Error('other'), Object.assign(new Error('taken'), { name: 'error', code: '23505' })]) {
      const statement = vi.fn().mockRejectedValue(other);
      await expect(retryDeadlocks(statement)).rejects.toBe(other);
      expect(statement).toHaveBeenCalledTimes(1);
    }
  });
});
