import { HostError } from './identity.ts';

/** The host's `basePath` without slashes at its end. */
export function readBasePath(basePath: string): string {
  if (basePath !== '' && !basePath.startsWith('/')) {
    throw new HostError(`basePath must start with a slash, for example "/linekeeper": ${basePath}`);
  }
  let end = basePath.length;
  while (basePath[end - 1] === '/') end--;
  return basePath.slice(0, end);
}

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
