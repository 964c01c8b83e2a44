import type { SqlQuery } from '@prisma/driver-adapter-utils';

/** More than the code has statements; what comes later is planned anew each time, so that names cannot grow for ever. */
const NAMES = 200;

/**
 * Names statements by their text. PostgreSQL keeps the plan of a named one for each connection; unnamed, the session
 * look-up alone spends eight parts of nine in planning. (PgBouncer in transaction mode needs `max_prepared_statements`.)
 */
export function createStatementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size === NAMES) return known ?? '';
    const name = `linekeeper_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
