/** A line of code that keeps a promise, and the test that fails without it. */
export interface Guard {
  /** What the line promises. */
  promise: string;
  file: string;
  /** Found once in the file. */
  search: string;
  replace: string;
  /** The file of the test. */
  test: string;
  /** A part of the test's name. Default: any test of the file. Guards with titles are removed together. */
  title?: string | undefined;
}

export const guard = (promise: string, file: string, search: string, replace: string, test: string): Guard => ({
  promise,
  file,
  search,
  replace,
  test,
});

/**
 * Several guards in one file, with tests in one file. For each: the promise, the code, its replacement, and the test's
 * title.
 */
export function guardsOf(
  file: string,
  test: string,
  guards: readonly (readonly [promise: string, search: string, replace: string, title?: string])[],
): Guard[] {
  return guards.map(([promise, search, replace, title]) => ({ promise, file, search, replace, test, title }));
}
