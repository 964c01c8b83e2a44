// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useDebounced } from './index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function render(value: string, ms = 100) {
  const { result, rerender, unmount } = renderHook(
    (props: { value: string; ms: number }) => useDebounced(props.value, props.ms),
    {
      initialProps: { value, ms },
    },
  );
  return {
    settled: () => result.current,
    change: (next: string, nextMs = ms) => rerender({ value: next, ms: nextMs }),
    wait: (passed: number) => act(() => void vi.advanceTimersByTime(passed)),
    unmount,
  };
}

it('the hook starts with the first value', () => {
  expect(render('a').settled()).toBe('a');
});

it("the hook gives a value that hasn't changed for this long", () => {
  const { settled, change, wait } = render('a');
  change('b');
  wait(99);
  expect(settled()).toBe('a');
  wait(1);
  expect(settled()).toBe('b');
});

it('the hook counts from the last change, even if it is back to an earlier value', () => {
  const { settled, change, wait } = render('a');
  change('b');
  wait(60);
  change('c');
  wait(20);
  change('b');
  wait(99);
  expect(settled()).toBe('a');
  wait(1);
  expect(settled()).toBe('b');
});

it('the hook starts again if the time to wait changes', () => {
  const { settled, change, wait } = render('a');
  change('b');
  wait(60);
  change('b', 50);
  wait(49);
  expect(settled()).toBe('a');
  wait(1);
  expect(settled()).toBe('b');
});

it('the hook gives every value at once if the time to wait is 0', () => {
  const { settled, change } = render('a', 100);
  change('b', 0);
  expect(settled()).toBe('b');
  change('c', 0);
  expect(settled()).toBe('c');
});

it('the hook leaves no timer behind', () => {
  const { change, unmount } = render('a');
  change('b');
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
