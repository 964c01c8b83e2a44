/** A change of SQL that these tests must notice. */
export interface SqlMutant {
  file: string;
  /** Must occur in the file exactly once, so that it's clear what the mutant changes. */
  search: string;
  replace: string;
  /** Only the fast ones that concern the file, because they run once for each mutant. */
  tests: readonly string[];
}

/** Changes of the SQL in one file. Each has the text to find and its replacement. */
export function sqlMutants(
  file: string,
  tests: readonly string[],
  changes: readonly (readonly [search: string, replace: string])[],
): SqlMutant[] {
  return changes.map(([search, replace]) => ({ file, search, replace, tests }));
}
