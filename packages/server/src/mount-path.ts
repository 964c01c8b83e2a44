/**
 * The path of a request below `basePath`, decoded. A path that isn't below it stays as it is: some hosts cut the place
 * where a handler is mounted off themselves. A path that can't be decoded leads nowhere.
 */
export function pathOf(pathname: string, basePath: string): string {
  const below = basePath !== '' && pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname;
  try {
    return decodeURIComponent(below);
  } catch {
    return '';
  }
}
