// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';

const PARSER = '@linekeeper/phone-number/parser';
const NOT_LOADED = { parse: null, isLoading: false };
const parsePhoneNumber = () => null;

afterEach(() => {
  cleanup();
  vi.doUnmock(PARSER);
  vi.resetModules();
});

/** The hook of a page that hasn't loaded the parser yet. */
async function openPage(load: () => { parsePhoneNumber: unknown } = () => ({ parsePhoneNumber })) {
  vi.resetModules();
  const loading = vi.fn(load);
  vi.doMock(PARSER, loading);
  const { useParser } = await import('./use-parser.ts');
  const render = (isWanted: boolean) => renderHook(useParser, { initialProps: isWanted });
  return { render, loading };
}

it('the parser is loaded after the first render, and is there at once for the next hook', async () => {
  const { render, loading } = await openPage();
  const { result } = render(true);
  expect(result.current).toEqual({ parse: null, isLoading: true });
  await waitFor(() => expect(result.current).toEqual({ parse: parsePhoneNumber, isLoading: false }));
  expect(render(true).result.current).toEqual({ parse: parsePhoneNumber, isLoading: false });
  expect(loading).toHaveBeenCalledTimes(1);
});

it("a parser that can't be loaded isn't waited for", async () => {
  const { render } = await openPage(() => {
    throw new Error('offline');
  });
  const { result } = render(true);
  expect(result.current).toEqual({ parse: null, isLoading: true });
  await waitFor(() => expect(result.current).toEqual(NOT_LOADED));
});

it("the parser isn't loaded before it's wanted", async () => {
  const { render, loading } = await openPage();
  const { result, rerender } = render(false);
  expect(result.current).toEqual(NOT_LOADED);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(loading).not.toHaveBeenCalled();
  rerender(true);
  await waitFor(() => expect(result.current).toEqual({ parse: parsePhoneNumber, isLoading: false }));
  rerender(false);
  expect(result.current).toEqual(NOT_LOADED);
});
