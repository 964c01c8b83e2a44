import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { retry } from './retry.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn() }));

const temporary = new Error('temporary');
const when = (error: unknown) => error === temporary;

it('runs the work again until it succeeds', async () => {
  const work = vi.fn().mockRejectedValueOnce(temporary).mockRejectedValueOnce(temporary).mockResolvedValue('done');
  expect(await retry(work, { retries: 2, when })).toBe('done');
  expect(work).toHaveBeenCalledTimes(3);
});

it('throws the last error after the last retry', async () => {
  const work = vi.fn().mockRejectedValue(temporary);
  await expect(retry(work, { retries: 2, when })).rejects.toBe(temporary);
  expect(work).toHaveBeenCalledTimes(3);
});

it('throws any other error at once', async () => {
  const work = vi.fn().mockRejectedValue(new Error('other'));
  await expect(retry(work, { retries: 2, when })).rejects.toThrow('other');
  expect(work).toHaveBeenCalledTimes(1);
});

it('doubles the longest pause with each retry, up to a limit', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const work = () => Promise.reject(temporary);
  await expect(retry(work, { retries: 4, when, pauseMs: 100, maxPauseMs: 300 })).rejects.toBe(temporary);
  expect(vi.mocked(delay).mock.calls).toEqual([[50], [100], [150], [150]]);
});
