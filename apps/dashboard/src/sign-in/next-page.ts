/** The page of people who did not ask for another. */
export const HOME = '/settings/inbound-number';

/**
 * Where to go after signing in. The wish stands in the address, where anybody may have written it: only paths of this
 * application are followed.
 */
export function nextPage(wish: string | undefined): string {
  // Browsers read \ as / and skip control characters, so that `/\evil.example` is another site.
  if (!wish?.startsWith('/') || /^\/[/\\]|[\p{Cc}\\]/u.test(wish) || wish.startsWith('/sign-in')) return HOME;
  return wish;
}
