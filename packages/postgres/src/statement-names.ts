import { createHash } from 'node:crypto';

/** More than the code has statements. Later ones get no name, so that a connection can't collect names forever. */
const NAMES = 200;
/** PostgreSQL keeps 63 bytes of a name. */
const HASH_CHARACTERS = 32;

/**
 * Names statements by a hash of their text, so that PostgreSQL keeps their plans for each connection. Without a name, the
 * session look-up spends eight ninths of its time in planning. The name depends only on the text: behind a pooler, processes
 * share connections, and the same name must mean the same SQL in all of them, in every release.
 */
export function createStatementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size === NAMES) return known ?? '';
    const name = `linekeeper_${createHash('sha256').update(sql).digest('hex').slice(0, HASH_CHARACTERS)}`;
    names.set(sql, name);
    return name;
  };
}
