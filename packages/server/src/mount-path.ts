/**
 * The decoded path of a request, relative to `basePath`. A path that isn't below `basePath` stays the same, because some
 * hosts remove it themselves. A path that can't be decoded matches no door.
 */
export function pathOf(pathname: string, basePath: string): string {
  const below = basePath !== '' && pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname;
  try {
    return decodeURIComponent(below);
  } catch {
    return '';
  }
}
