import { HostError } from './identity.ts';

/**
 * The address of Linekeeper for the phone provider, without a slash at its end. A `publicUrl` without a path is that of the
 * host's server, where Linekeeper is below `basePath`.
 */
export function publicUrlOf(publicUrl: string, basePath: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new HostError(`voice.publicUrl must be an address like https://app.example: ${publicUrl}`);
  }
  return url.origin + (url.pathname === '/' ? basePath : url.pathname.replace(/\/$/, ''));
}
