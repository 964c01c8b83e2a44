import type { IncomingHttpHeaders } from 'node:http';
import { type Env, isLoopback } from '../env.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { DEMO_EMAILS } from './demo-data.ts';

/**
 * Whether only this machine can reach the server. The demo people's password is public, so they can sign in only then. HOST
 * alone isn't enough: a proxy on this machine can make a loopback HOST reachable from everywhere.
 */
export function isReachableLocallyOnly({ host, trustProxy }: Pick<Env, 'host' | 'trustProxy'>, publicUrl: string) {
  return isLoopback(host) && isLoopback(new URL(publicUrl).hostname) && trustProxy === 0;
}

export function isDemoPerson(email: string): boolean {
  return DEMO_EMAILS.has(email.trim().toLowerCase());
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether the headers show that this request came through a proxy that isn't configured: the proxy names itself, or the host
 * is the server's public name.
 */
export function cameThroughProxy(headers: IncomingHttpHeaders): boolean {
  if (FORWARDED.some((name) => name in headers)) return true;
  const address = `http://${headers.host ?? ''}`;
  return !URL.canParse(address) || !isLoopback(new URL(address).hostname);
}

/** Ends the demo people's sessions and password links from an earlier start with the demo. */
export async function signOutDemoPeople(signIn: SignIn): Promise<void> {
  const { adapter, internalAdapter } = await signIn.$context;
  for (const email of DEMO_EMAILS) {
    const found = await internalAdapter.findUserByEmail(email);
    if (!found) continue;
    await internalAdapter.deleteUserSessions(found.user.id);
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value: found.user.id }] });
  }
}
