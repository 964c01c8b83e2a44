/**
 * Where PostgreSQL looks for names that aren't qualified. Our tables always are, but functions and operators aren't. Other
 * roles can often create functions in `public`. If the types of such a function fit better, PostgreSQL prefers it to its own
 * function of the same name, and it would run with our rights.
 */
export const SEARCH_PATH = 'pg_catalog, pg_temp';

/** The address with PostgreSQL settings for its connections. They override settings that the address already has. */
export function withSettings(url: string, settings: Record<string, string | number>): string {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${String(value).replaceAll(' ', '')}`);
  address.searchParams.set('options', [...(own ? [own] : []), ...flags].join(' '));
  return address.href;
}
