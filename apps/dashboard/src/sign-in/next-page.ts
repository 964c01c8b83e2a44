/** The default page after sign-in: it leads to a company. */
export const HOME = '/';

/**
 * The page to open after signing in. `next` comes from the address, so anyone can put anything into it: only paths of
 * this app are accepted.
 */
export function nextPage(next: string | undefined): string {
  // Browsers read \ as / and skip control characters, so that `/\evil.example` is another site.
  if (!next?.startsWith('/') || /^\/[/\\]|[\p{Cc}\\]/u.test(next) || next.startsWith('/sign-in')) return HOME;
  return next;
}
