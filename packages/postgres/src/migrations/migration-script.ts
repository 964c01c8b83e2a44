/** An index that is built while people work, alone in its file. */
export interface ConcurrentIndex {
  name: string;
  table: string;
  /** The result of {@link indexDefinition}. */
  definition: string;
}

/** The index that a script builds concurrently, or null. It must be alone in its script, because it can't run in a transaction. */
export function concurrentIndex(script: string): ConcurrentIndex | null {
  const [, unique = '', name, table, rest = ''] =
    /^\s*CREATE (UNIQUE )?INDEX CONCURRENTLY "?(\w+)"? ON linekeeper\."?(\w+)"?([^;]*);\s*$/.exec(
      withoutComments(script),
    ) ?? [];
  if (!name || !table) return null;
  return { name, table, definition: indexDefinition(`CREATE ${unique}INDEX ${name} ON ${table}${rest}`) };
}

/** The definition of an index, without the parts that PostgreSQL writes differently from people. */
export function indexDefinition(text: string): string {
  return text.replace(/\blinekeeper\.|\bUSING btree\b|["\s]/g, '').toLowerCase();
}

function withoutComments(script: string): string {
  return script.replace(/--.*$/gm, '');
}
